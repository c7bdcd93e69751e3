"""Who is meant in a clause of prose: the subject of a verb, who something is referred to, a name in brackets."""

import re
from collections.abc import Sequence
from itertools import pairwise, zip_longest

from planextract.normalise.owners.kinds import kind_of
from planextract.normalise.owners.letters import CHAIR, CHARGE, HOLDER, INITIALS, PERSON, POST, SECOND
from planextract.normalise.owners.lexicon import lexicon
from planextract.normalise.owners.names import person_length
from planextract.prose.words import pattern, vocabulary
from planextract.provenance import SourcedText

MOST_WORDS = 14
"""Words of a subject at the most."""

_CONNECTIVES = frozenset({"of", "and", "for", "the", "&", "in", "on", "with", "to", "at", "/"})
_BREAKS = frozenset(
    {
        "be",
        "to",
        "that",
        "which",
        "who",
        "whom",
        "where",
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "may",
    }
    | {"can", "been", "being", "if", "when", "it"}
)
_APART = re.compile(
    r"(?i)(?:prior to|following|in light of|subject to|before|after|as part of|in order to|where|"
    r"should|if|in the event of|"
    r"in the event that|once|when|pending|until|at|in|on|during)\b[^,]{3,100},\s*(?:the\s+)?"
)
"""What may stand before the subject, up to its comma."""

_TELL = frozenset(
    {
        "he",
        "she",
        "they",
        "said",
        "that",
        "advised",
        "confirmed",
        "reported",
        "noted",
        "explained",
        "stated",
        "added",
        "agreed",
    }
)
"""Words of a sentence that tells; no party has them."""
_MODALS = frozenset({"will", "would", "shall", "should"})
_ARTICLES = frozenset({"the", "a", "an"})
_IN_FRONT = re.compile(
    r".*(?:\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\s+|[A-Za-z]{3,}\s(?=The\s)|[A-Za-z]:\s+)(?:[Tt]he\s+)?(?=[A-Z])"
)
"""What a heading, a date or another cell leaves in front of a party: "BUS STOP MILL ROAD The Clerk"."""
_WORD = re.compile(r"\S+")
_LEAD = re.compile(
    r"(?i)\s*(?:[,;:–-]+\s*)?(?:and\s+)?(?:that\s*,?\s+)?(?:in future,?\s+)?(?:(?:the|a|an)\s+)?"
)


def party(words: SourcedText) -> SourcedText | None:
    """Words that name somebody: a post, a body, a person or initials; else None.

    >>> party(SourcedText.plain("Head of Housing")).text
    'Head of Housing'
    >>> party(SourcedText.plain("progress report")) is None
    True
    """
    words = words.strip(" ,;:.-–")
    text = words.text
    tokens = text.split()
    if not tokens or len(tokens) > 30:
        return None
    if tokens[0].casefold().strip(",") in vocabulary("clauses.things") and not _named_for(tokens):
        return None
    if len(tokens) > 1 and _names(tokens) and _bare(tokens[-1]) in vocabulary("clauses.last_things"):
        return None  # "Autumn Statement"
    known = vocabulary("clauses.party")
    if any(_bare(token) in known for token in tokens):
        return words
    return words if _names(tokens) or _post(tokens) else None


def _named_for(tokens: Sequence[str]) -> bool:
    """ "Link Governor": a thing before a party is what that party is called after."""
    last = tokens[-1]
    return len(tokens) == 2 and last[0].isupper() and _bare(last) in vocabulary("clauses.party")


def _post(tokens: Sequence[str]) -> bool:
    """Whether the head of a post ends the words, or stands before "of" or "for"."""
    heads = [tokens[-1], *(token for token, after in pairwise(tokens) if after in ("of", "for"))]
    return any(
        lexicon().has(form, "role.heads")
        for head in heads
        for form in (_bare(head), _bare(head).removesuffix("s"))
    )


def _bare(token: str) -> str:
    return re.sub(r"['’]s?$", "", token.strip(".,;:()[]").casefold())


def _names(tokens: list[str]) -> bool:
    """Capitalised words with connectives between, as names and initials are."""
    capitals = [token for token in tokens if token.strip("(“‘")[:1].isupper()]
    rest = [token for token in tokens if token not in capitals and token.casefold() not in _CONNECTIVES]
    return bool(capitals) and not rest and tokens[0] in capitals


def subject(words: SourcedText) -> SourcedText | None:
    """The party before a verb, without "that the"."""
    lead = _LEAD.match(words.text)
    words = words[lead.end() :] if lead is not None else words
    that = [match.end() for match in re.finditer(r"(?i)\bthat\s+(?:the\s+)?", words.text)]
    words = words[that[-1] :] if that else words
    apart = _APART.match(words.text)
    words = words[apart.end() :] if apart is not None else words
    modal = re.search(r"\s(?:will|would|shall|should)\s*$", words.text)
    words = words[: modal.start()] if modal is not None else words
    words = without_front(words)
    return party(words) if len(words.text.split()) <= 2 * MOST_WORDS else None


def doer(words: SourcedText) -> tuple[int, int, int] | None:
    """Where subject and verb of "(that) officers undertake work" begin, and where the verb ends."""
    lead = _LEAD.match(words.text)
    start = lead.end() if lead is not None else 0
    skipped = _APART.match(words.text, start)
    start = skipped.end() if skipped is not None else start
    tokens = list(_WORD.finditer(words.text, start))[: MOST_WORDS + 1]
    known = vocabulary("clauses.party")
    party_word = by_name = False
    for token, after in zip_longest(tokens, tokens[1:]):
        word = _bare(token[0])
        follows = after[0] if after is not None else ""
        named = party_word or by_name
        if party_word and _unknown_verb(token[0], follows, words.text):
            return start, token.start(), token.end()
        if (
            named
            and token[0][0].islower()
            and _verb(word, follows)
            and (party_word or not _noun(word, follows))
        ):
            return start, token.start(), token.end()
        if named and word in _MODALS:
            continue
        if word in _BREAKS | _MODALS or token[0].endswith((";", ":")):
            return None
        party_word = party_word or word in known or lexicon().has(word, "role.heads")
        by_name = _somebody(words.text[start : token.end()])
        if token[0].endswith(".") and not (party_word or by_name) and len(word) > 3:
            return None
    return None


def _somebody(text: str) -> bool:
    """Whether the words so far are initials or a person's name."""
    return initials(text) or (" " in text and people_only(text)) or _name_of_several_words(text)


def _name_of_several_words(text: str) -> bool:
    """ "Internal Audit", "Public Health", "NHS England": two capitalised words or more, the last of them no thing."""
    tokens = text.split()
    return 1 < len(tokens) < 7 and _names(tokens) and _bare(tokens[-1]) not in vocabulary("clauses.things")


def _unknown_verb(token: str, after: str, text: str) -> bool:
    """Whether a word behind a party is a verb that no list has: "the Director of Place enter into an agreement"."""
    if not re.fullmatch(r"[a-z]{3,}(?<![sd])(?<!ing)(?<!ly)", token) or " be " in text:
        return False
    if (
        _bare(token)
        in vocabulary("clauses.noun_verbs")
        | vocabulary("clauses.party")
        | vocabulary("clauses.last_things")
        | _BREAKS
        | _MODALS
        | _CONNECTIVES
    ):
        return False
    follows = {"the", "a", "an", "into", "all", "any", "their", "its", "his", "her", "this", "these"}
    return (
        _bare(after) in follows
        and not lexicon().has(_bare(token), "role.heads", "body.heads")
        and token not in _PREPOSITIONS
    )


_PREPOSITIONS = frozenset(
    {
        "from",
        "with",
        "within",
        "into",
        "about",
        "against",
        "between",
        "through",
        "during",
        "after",
        "before",
        "under",
        "over",
        "upon",
        "via",
        "per",
        "regarding",
        "not",
        "also",
        "both",
        "response",
        "meeting",
        "present",
        "attend",
        "review",
    }
) - {"attend"}


def _noun(word: str, after: str) -> bool:
    """Whether a word behind a name is a thing and no verb: "SEND action plan", but "KL report back"."""
    return word in vocabulary("clauses.noun_verbs") and _bare(after) not in vocabulary("clauses.after_verb")


def _verb(word: str, after: str) -> bool:
    verbs = vocabulary("clauses.duty_verbs") | vocabulary("clauses.follow_up_verbs")
    plain = word in verbs or (word.endswith("s") and word[:-1] in verbs)
    if f"{word} {_bare(after)}" in vocabulary("clauses.phrasal_verbs"):
        return True
    return plain and _bare(after) not in vocabulary("clauses.not_after") and after != ""


def named(words: SourcedText) -> SourcedText | None:
    """The name at the start of some words: its run of capitalised words, or plain words up to a preposition."""
    run = _capitals(words)
    if run is not None:
        return party(words[:run])
    plain = re.match(
        r"(?:[a-z][\w’'-]*\s?){1,6}?(?=\s*(?:\b(?:for|to|with|in|by|on|and|who|which|at)\b|[,.;)]|$))",
        words.text[:120],
    )
    found = words.span(plain) if plain is not None else None
    if found is None or not any(_bare(token) in vocabulary("clauses.party") for token in found.text.split()):
        return None
    return found.strip()


def _capitals(words: SourcedText) -> int | None:
    """Where the run of capitalised words and connectives that opens some words ends."""
    end = None
    for token in list(_WORD.finditer(words.text))[:24]:
        word = token[0].strip("(‘“")
        if word[:1].isupper():
            end = token.start() + len(token[0].rstrip(".,;:"))
            if token[0].endswith((".", ";", ":")) and len(word) > 3:
                break
        elif token[0].casefold() not in _CONNECTIVES or end is None:
            break
    return end


def until_verb(words: SourcedText) -> SourcedText | None:
    """The party up to "to DO", "who", or a relative clause; who is consulted stays with it."""
    stop = re.search(
        r",?\s+(?:(?:to|who|which|for|regarding|so)\s+[a-z]|following\s|subject\s+to\s|once\s|after\s|provided\s)|[.;:]",
        words.text[:300],
    )
    found = words[: stop.start()] if stop is not None else words[:300]
    return party(found)


_AGREED = re.compile(
    r"\s(?:has\s|have\s)?(?:agreed|undertook|offered|promised|volunteered|committed)\sto\s(?=[a-z])"
)


def who_agreed(words: SourcedText) -> SourcedText | None:
    """Who opens a sentence of the form "X agreed to bring a paper".

    >>> who_agreed(SourcedText.plain("Martin Joyce agreed to bring a paper to the next meeting")).text
    'Martin Joyce'
    """
    agreed = _AGREED.search(words.text[:120])
    return _short_party(without_article(words[: agreed.start()])) if agreed is not None else None


def asked_that(words: SourcedText) -> SourcedText | None:
    """Of whom something is asked: "The Board requested that the Met Office outline its programme"."""
    asked = re.search(r"\b(?:asked|requested)\s+that\s+(?:the\s+)?(?=[A-Z])", words.text[:300])
    return named(words[asked.end() :]) if asked is not None else None


def passive_agent(words: SourcedText) -> SourcedText | None:
    """By whom something is to be done: "Revised terms to be circulated to the Panel by Secretariat"."""
    duty = pattern(r"[^.;]{2,160}?\s+(?:to|will|should|shall)\s+be\s+{participles.duty}\b").match(words.text)
    if duty is None:
        return None
    agent = re.match(r"[^.;]{0,120}?\bby\s+(?:the\s+)?(?=[A-Z])", words.text[duty.end() :])
    found = named(words[duty.end() + agent.end() :]) if agent is not None else None
    return found if found is not None and (_known_party(found) or people_only(found.text)) else None


def _known_party(words: SourcedText) -> bool:
    return any(_bare(token) in vocabulary("clauses.party") for token in words.text.split())


def in_brackets(words: SourcedText) -> SourcedText | None:
    """The party in brackets at the end: "... to the Committee (Scrutiny Officer)"."""
    match = re.search(r"\((?P<who>[A-Z][^()\d]{1,80})\)\W*$", words.text[-120:])
    if match is None:
        return None
    start = len(words) - len(words.text[-120:])
    found = words[start + match.start("who") : start + match.end("who")]
    initials = re.fullmatch(r"[A-Z]{2,4}(?:\s?[/&,]\s?[A-Z]{2,4}){0,4}", found.text)
    known = any(_bare(token) in vocabulary("clauses.party") for token in found.text.split())
    person = people_only(found.text) or people_only(found.text.split(",")[0])  # "(Anne Bell, LGA)"
    return found if initials is not None or known or person else None


def people_only(text: str) -> bool:
    """Whether some words are the names of people and no more: "Steve Parr", "Ana Lopez and Dee Marsh".

    >>> people_only("Rosemarie Neal"), people_only("Digital Service")
    (True, False)
    """
    names = re.split(r"\s*(?:[,/&]|\band\b)\s*", text.strip(" .;"))
    return all(names) and all(person_length(name.split()) == len(name.split()) for name in names)


def before_to(words: SourcedText) -> SourcedText | None:
    """Who opens a sentence of the form "X to obtain advice", "X will report", "X with Y's input to consider"."""
    for stop in pattern(
        r"\s(?:(?:will|shall|would)|(?:also\s+)?to(?!\s+{clauses.not_after_to}\b))\s+(?=(?-i:[a-z]))"
    ).finditer(words.text[:200]):
        if re.match(r"be\b", words.text[stop.end() :]):
            return None
        return _short_party(without_article(words[: stop.start()]))
    return None


def without_article(words: SourcedText) -> SourcedText:
    lead = re.match(
        r"(?i)(?:(?:it\s+was\s+)?agreed\s+(?:that\s+)?)?(?:then,?\s+)?(?:for\s+)?(?:the\s+)?", words.text
    )
    return words[lead.end() :] if lead is not None else words


def without_front(words: SourcedText) -> SourcedText:
    """A party without the heading, label or date that a line has before it.

    >>> without_front(SourcedText.plain("Matters arising: the Clerk")).text
    'Clerk'
    """
    front = _IN_FRONT.match(words.text[:200])
    return words[front.end() :] if front is not None else words


def _short_party(words: SourcedText) -> SourcedText | None:
    """A party without the helper that it works with and without an opening phrase."""
    words = without_front(words)
    apart = pattern(r"{clauses.apart}\s(?:[^,]{2,80},\s+|[^,]{2,60}?\s(?:the\s+)(?=(?-i:[A-Z])))").match(
        words.text
    )
    if apart is None and pattern(r"{clauses.apart}\s").match(words.text):
        return None
    words = words[apart.end() :] if apart is not None else words
    dash = list(re.finditer(r"\s[–—-]\s+(?:the\s+)?", words.text))
    if dash and re.search(r"\d", words.text):
        return None
    words = words[dash[-1].end() :] if dash else words  # "The pads need replacing – Clerk to order"
    words = _behind_comma(words)
    helped = re.search(r"\s\(?(?:with|supported by)\s", words.text)
    words = words[: helped.start()] if helped is not None else words
    tokens = words.text.split()
    if not tokens or len(tokens) > MOST_WORDS or any(token in _BREAKS | _MODALS for token in tokens):
        return None
    if (
        pattern(r"to|{resolutions.keywords}").fullmatch(words.text)
        or tokens[0] == "To"
        or (
            re.fullmatch(r"[A-Z]?[a-z]+ing", tokens[0])
            and _bare(tokens[-1]) not in vocabulary("clauses.party")
        )
        or any(token.endswith(":") for token in tokens)
    ):
        return None
    if _bare(tokens[0]) in vocabulary("imperatives.verbs") and not person_length(tokens[:2]):
        return None
    if words.text.casefold().strip() in vocabulary("clauses.all_of_them"):
        return words.strip()
    return party(words) if _names(tokens) or _plain_party(tokens) else None


def _behind_comma(words: SourcedText) -> SourcedText:
    """ "Monies outstanding from football, clerk": the party stands alone behind what it is about."""
    before, comma, after = words.text.rpartition(",")
    if not comma or not after.strip() or party(words[: len(before)]) is not None:
        return words
    behind = words[len(before) + 1 :].strip()
    tokens = without_article(behind).text.split()
    return (
        without_article(behind)
        if tokens and (_plain_party(tokens) or only_who(without_article(behind)))
        else words
    )


def _says_something(tokens: Sequence[str]) -> bool:
    """Whether a verb stands among the words, so that they are a sentence and no party: "the Chair encouraged members".

    >>> [_says_something(words.split()) for words in ("Chair encouraged members", "Head of the Paid Service")]
    [True, False]
    """
    for before, token, after in zip(tokens, tokens[1:], [*tokens[2:], ""], strict=False):
        told = re.fullmatch(r"[a-z]{2,}ed|[a-z]{3,}(?<!s)s", token) is not None and _bare(
            token
        ) not in vocabulary("clauses.party")
        if (
            told
            and before[:1].isupper()
            and (after[:1].isupper() or _bare(after) in _ARTICLES | vocabulary("clauses.party"))
        ):
            return True
        if _bare(token) in _ARTICLES and before.islower() and before not in _CONNECTIVES | _PREPOSITIONS:
            return True
    return False


def _plain_party(tokens: list[str]) -> bool:
    """ "officers", "all members": a party word at the end, and no article or verb before."""
    return (
        _bare(tokens[-1]) in vocabulary("clauses.party")
        and not {"a", "an"} & {_bare(token) for token in tokens}
        and not _says_something(tokens)
    )


def answers_for_something(words: SourcedText) -> bool:
    """Whether some words are a person or post, or a team that has work: "the Head of Audit", "officers".

    >>> [answers_for_something(SourcedText.plain(words)) for words in ("Head of Audit", "Departments")]
    [True, False]
    """
    text = re.sub(r"(?i)^(?:the|all|both)\s+", "", words.text.strip(" .,;"))
    tokens = text.split()
    if not 0 < len(tokens) <= MOST_WORDS or any(
        _bare(token) in _BREAKS | _MODALS | _TELL for token in tokens
    ):
        return False
    several = re.split(r"\s+and\s+(?:the\s+)?|,\s+(?:the\s+)?", text)
    if len(several) > 1 and all(each and _answers(each) for each in several):
        return True
    return _answers(text)


def _answers(text: str) -> bool:
    tokens = text.split()
    if _bare(tokens[-1]) in vocabulary("clauses.doers"):
        return _bare(tokens[0]) not in vocabulary("clauses.things") | {"a", "an", "any", "each", "no", "our"}
    if len(tokens) < 6 and lexicon().has(_bare(tokens[-1]), "role.heads") and tokens[0][0].isalpha():
        return _bare(tokens[0]) not in vocabulary("clauses.things") | {
            "a",
            "an",
            "any",
            "each",
            "no",
            "our",
            "new",
        }
    return kind_of(text) in (PERSON, HOLDER, INITIALS, CHARGE, CHAIR, POST, SECOND) and text[:1].isupper()


def ends_as_party(words: SourcedText) -> bool:
    """Whether the last word is one for a party, or several words are a name: "Trust", "Public Health"."""
    tokens = words.text.split()
    if any(_bare(token) in _BREAKS | _MODALS | _TELL | {"how", "what"} for token in tokens):
        return False
    known = bool(tokens) and _bare(tokens[-1]) in vocabulary("clauses.party")
    return known or _name_of_several_words(words.text)


def only_who(words: SourcedText) -> bool:
    """Whether some words only name somebody: initials, a post or people."""
    return initials_only(words) or people_only(words.text)


def initials(text: str) -> bool:
    """Whether some words are initials: "CP", "ES/JG", "JTe and KK"."""
    return (
        re.fullmatch(r"[A-Z]{1,4}[a-z]?(?:\s?(?:[/&,]|and)\s?[A-Z]{1,4}[a-z]?){0,5}", text.strip(" .;"))
        is not None
    )


def initials_only(words: SourcedText) -> bool:
    """Whether some words are no more than who: "CP", "ES/JG", "Clerk", "Head of Housing"."""
    text = words.text.strip(" .;")
    if initials(text):
        return True
    tokens = text.split()
    if not 0 < len(tokens) <= 8 or pattern(r"\bto\b(?!\s+(?:the\s+)?(?-i:[A-Z]))").search(text):
        return False
    return _names(tokens) and any(_bare(token) in vocabulary("clauses.party") for token in tokens)
