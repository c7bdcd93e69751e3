"""Which part each party plays: lead, support, consulted, accountable, or through whom."""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import cast

from planextract.normalise.owners.boundaries import fieldless
from planextract.normalise.owners.kinds import kind_of, might_be_initials
from planextract.normalise.owners.letters import SERVICE
from planextract.normalise.owners.lexicon import folded, lexicon, phrases
from planextract.normalise.owners.names import certain
from planextract.provenance import SourcedText
from planextract.records import OwnerPart

_PARTS: tuple[OwnerPart, ...] = ("lead", "support", "consulted", "accountable", "via")
_MARKED: tuple[OwnerPart, ...] = ("lead", "support", "consulted", "accountable")


@dataclass(frozen=True)
class Share:
    """Some words of a cell; `part` where they themselves or the words before them say which part it is.

    `label` is what stands before a colon besides ("Chair: A Bell", "Housing: A Bell"), `kind` the letter of what is
    announced ("Department: Leisure and Parks").
    """

    words: SourcedText
    part: OwnerPart | None = None
    label: str | None = None
    kind: str | None = None


@cache
def _joints() -> re.Pattern[str]:
    """Separators with a meaning, each list a group of its own."""
    groups = "|".join(f"(?P<{part}>{phrases(f'separators.{part}').pattern})" for part in _PARTS[1:])
    together = f"(?P<together>{phrases('separators.together').pattern})"
    return re.compile(
        rf"(?:(?<![\s,;])[\s,;]+)?(?:{groups}|{together}|(?P<between>\bwith))(?:\s*[-–:])?\s+(?:the\s+)?",
        re.IGNORECASE,
    )


_HELPER = re.compile(
    r"(?<!\s)\s*\(\s*(?:support(?:ing)?\b\s*[:–-]?\s*(?!(?:by|from|of)\b)(?P<last>[^()\s][^()]{0,60})"
    r"|(?P<first>[^()\s][^()]{0,60}?)\s+(?:[-–]\s*)?(?:to )?support(?:ing)?)\s*\)$",
    re.IGNORECASE,
)
"""A helper in brackets: "(JH support)", "(supporting: Legal Services)"."""


def _somebody(text: str) -> bool:
    """Whether words are recognised by more than fields of work."""
    return (
        kind_of(text) not in ("N", "U", "A", "X") or _SEVERAL_INITIALS.fullmatch(text.strip(" (")) is not None
    )


_SEVERAL_INITIALS = re.compile(r"[A-Z]{2,3}(?:\s?[/&,]\s?[A-Z]{2,3}){1,5}")


def _two(before: str, after: str) -> bool:
    """Whether "with" stands between two parties; not in "Children with Disabilities Team"."""
    if before.lstrip().startswith("to "):
        return False  # ("to arrange a meeting with RS")
    if _somebody(before):
        listed = before.rstrip().endswith(",") and after[:1].isupper()
        return listed or _somebody(after) or kind_of(after) in "UA"
    last = before.split()[-1:] or [""]
    return (
        kind_of(before) in "UA" and folded(last[0]) not in lexicon()["words.those_with"] and _somebody(after)
    )


def _of_support(match: re.Match[str], group: str) -> bool:
    """Whether "Support" is only the last word of what somebody is in charge of: "(Head of Business Support)"."""
    return (
        group == "first" and match[0].rstrip(" )").endswith("Support") and kind_of(match[group]) in "HKRMSUA"
    )


def shares(words: SourcedText) -> list[Share]:
    """A cell cut at the separators that have a meaning, the first share without a part."""
    if match := _HELPER.search(words.text):
        group = "first" if match["first"] else "last"
        if _somebody(match[group]) and not _of_support(match, group) and words.text[: match.start()].strip():
            return [*shares(words[: match.start()]), Share(words.span(match, group), "support")]
    found, start = [], 0
    part: OwnerPart | None = None
    for match in _joints().finditer(words.text):
        name = match.lastgroup
        if name == "together" and not words.text[: match.start()].strip():
            continue
        before, after = words.text[: match.start()], words.text[match.end() :]
        if name == "between" and not _two(before, after):
            continue
        if (
            name == "accountable"
            and "behalf" in match[0]
            and not (_somebody(before) and kind_of(after) in "HKRMPQ")
        ):
            continue  # (of an organisation, which is whom they come from)
        name = "support" if name == "between" else name
        found.append(Share(words[start : match.start()], part))
        part = None if name is None or name == "together" else cast(OwnerPart, name)
        start = match.end()
    found.append(Share(words[start:], part))
    return [
        replace(share, words=_balanced(share.words)) for share in found if share.words.text.strip(" ()\n")
    ]


def _balanced(words: SourcedText) -> SourcedText:
    """Words without a bracket at their end that a cut has left alone."""
    opened, closed = words.text.count("("), words.text.count(")")
    last = words.strip()
    alone = (opened > closed and last.text.endswith("(")) or (closed > opened and last.text.endswith(")"))
    return last[:-1].strip() if alone else words


_NUMBERED = re.compile(r"(?<!\s)\s*(?:(?:no\.?|number|#)\s*)?\(?\d{1,3}(?:[./]\d{1,3}){0,3}[a-z]?\)?$")


def label_part(label: str) -> OwnerPart | None:
    """The part that a label gives; it may be numbered: "Action 2.01", "AP3"."""
    wording = _wording(label)
    part = next((part for part in _PARTS if wording in lexicon()[f"labels.{part}"]), None)
    return part or ("lead" if wording in lexicon()["labels.unit"] else None)


def _wording(label: str) -> str:
    return _NUMBERED.sub("", folded(label).strip())


def _label_start(text: str, start: int, stop: int) -> int:
    """Where the label before a colon begins: as few words back as make a known label, most of them if several do."""
    for word in list(re.finditer(r"\S+", text[start:stop]))[-4:]:
        begin = start + word.start()
        before = text[:begin].rstrip(" ")
        if label_part(text[begin:stop]) and (start or not before or before[-1] in "\n;,.|/)"):
            return begin
    return -1


_PLAIN_LABEL = re.compile(
    r"(?:joint |overall |exec |executive |operational )?leads?(?: (?:partner|agency|body|organisation)s?)?|supporting"
    r"|support|(?:lead|responsible) officer"
    r"|(?:risk |action |control |recommendation |task )?owners?|agreed|accepted"
    r"|sro|actions?(?: point| item)?\s*[\d.]{0,6}",
    re.IGNORECASE,
)
_BARE_LABEL = re.compile(r"(?:^|[;,\n])\s*(lead|support|owner|actions?)\s+(?=\S)", re.IGNORECASE)
_PARTY_END = re.compile(r"(?<!\s)\s*(?:[;,/&\n]|\band\b)")


def _bare_label(text: str, match: re.Match[str]) -> bool:
    """Whether a label without a colon stands before somebody: "Lead JC", "Lead ??", and no "Lead Nurse"."""
    after = text[match.end() :]
    end = _PARTY_END.search(after)
    first = (after[: end.start()] if end else after).strip(" .\n")
    kind = kind_of(first)
    return kind in "IX" or (kind in "PQ" and certain(first.split()))


def labelled(words: SourcedText) -> list[Share]:
    """A cell cut at its labels: "Lead: A Bell; Support: C Day"; one share where it has none."""
    found: list[Share] = []
    start, part, kind = 0, None, None
    bare = _BARE_LABEL.match(words.text)
    if bare and _bare_label(words.text, bare):
        start, part = bare.end(), label_part(bare[1])
    for match in re.finditer(r"\s*:(?!//)\s*|\s+[-–]\s+", words.text):
        begin = _label_start(words.text, start, match.start())
        if begin < 0 or (
            ":" not in match[0] and not _PLAIN_LABEL.fullmatch(words.text[begin : match.start()])
        ):
            continue
        if (
            words.text[begin : match.start()].casefold().endswith(" lead")
            and kind_of(words.text[match.end() :]) in "UA"
        ):
            continue  # "Strategic Lead: Communities" is one post
        found.append(Share(words[start:begin].strip(" \t\n;,."), part, kind=kind))
        label = words.text[begin : match.start()]
        part, kind = label_part(label), SERVICE if _wording(label) in lexicon()["labels.unit"] else None
        start = match.end()
    found.append(Share(words[start:], part, kind=kind))
    return [share for share in found if share.words.text.strip()]


_MARKED_END = re.compile(r"[(\[]\s*([A-Za-z ]{2,20}?)\s*[)\]]\s*(?:[,;/&+|\n]|and\b)\s*")


def at_marks(words: SourcedText) -> list[SourcedText]:
    """A cell cut behind the marks of single parties: "Head of Housing (Lead), Legal Services (Support)".

    >>> [part.text for part in at_marks(SourcedText.plain("AB (lead), CD"))]
    ['AB (lead)', 'CD']
    """
    found, start = [], 0
    for match in _MARKED_END.finditer(words.text):
        if label_part(match[1]) is not None and match[1].casefold() not in _NO_MARKS:
            stop = words.text.find("])"[match[0][0] == "("], match.start()) + 1
            found.append(words[start:stop])
            start = match.end()
    return [part.strip() for part in (*found, words[start:]) if part.text.strip()]


_NO_MARKS = frozenset({"chair", "vice chair", "action", "actions"})
"""Labels that say what somebody is, not which part they play."""


def opening(words: SourcedText) -> Share:
    """Words without "monitored by", "chaired by" or "Chair:" before them."""
    if folded(words.text) in lexicon()["organisation.names"]:
        return Share(words)  # ("Action for Children")
    if match := re.match(phrases("labels.opening").pattern + r"\s+(?:the\s+)?", words.text, re.IGNORECASE):
        return Share(words[match.end() :])
    for wording, post in lexicon().posts.items():
        if folded(words.text).startswith(wording) and len(words.text) > len(wording):
            return Share(words[len(wording) :].strip(" \n:-–"), None, post)
    if (titled := _behind_title(words)) is not None:
        return titled
    if match := _CODE_FIRST.match(words.text):
        letters = "".join(word[0] for word in re.split(r"[\s-]+", words.text[match.end() :]) if word)
        if match[1] == letters.upper() and kind_of(words.text[match.end() :]) == "P":
            return Share(words[match.end() :])
    if (coded := with_initials(words)) is not None:
        return coded
    if match := _VACANT.match(words.text):
        return Share(words[match.end() :].strip(" )"))
    return Share(words)


def _behind_title(words: SourcedText) -> Share | None:
    """What stands behind a post or body and a colon: its people, or a post that the first one only announces."""
    match = re.match(r"([^:\n()]{2,60}):\s*(?=\S)", words.text)
    if match is None:
        return None
    title, rest = kind_of(match[1]), words[match.end() :]
    if title not in "NX" and _people(rest.text, title):
        return Share(rest, None, match[1].strip())
    twice = title in "HKRM" and kind_of(rest.text) in "HKRM"
    return Share(rest) if twice else None  # ("Portfolio Holder: Cabinet Member for Housing")


def _people(text: str, label: str) -> bool:
    """Whether words behind a label name a person, or several of a group: "Project Team: A Bell, C Day"."""
    if kind_of(text) in "PQI":
        return True
    names = re.split(r"\s*[,;/&]\s*|\s+and\s+", text)
    return label in "BSUObD" and len(names) > 1 and all(kind_of(name) in "PI" for name in names)


_CODE = r"(?P<code>[A-Z]{2,3}|[A-Z]{2}[a-z]|[A-Z][a-z][A-Z]|[A-Z]{1,2}Ma?c[A-Z])"
_INITIALS_LAST = re.compile(
    rf"(?P<post>[^()\n:]{{3,80}}?)\s*(?:\(\s*{_CODE}\s*\)|\s[-–]\s*{_CODE.replace('code', 'dashed')})$"
)
_INITIALS_FIRST = re.compile(
    rf"{_CODE}\s*(?:\s[-–]\s+(?P<dashed>[^()\n:]{{2,80}})|\(\s*(?P<post>[^()\n:]{{3,80}}?)\s*\))$"
)


def with_initials(words: SourcedText) -> Share | None:
    """Somebody's initials beside a post or department: "Head of Estates (JH)", "JH – Estates"."""
    for pattern in (_INITIALS_LAST, _INITIALS_FIRST):
        match = pattern.fullmatch(words.text)
        if match is None:
            continue
        last = pattern is _INITIALS_LAST
        group = "code" if match["code"] else "dashed"
        post = match["post"] if last or match["post"] else match["dashed"]
        code = match[group] if last else match["code"]
        spelt = "".join(word[0] for word in post.split() if word[0].isupper())
        if label_part(post) is not None:
            continue
        sure = kind_of(code) == "I" or (
            kind_of(post) in "HKRM" and not fieldless(post) and might_be_initials(code)
        )
        if sure and kind_of(post) in "HKRMSUBObA" and code.upper() not in spelt:
            return Share(words.span(match, group if last else "code"), None, post.strip())
    return None


_CODE_FIRST = re.compile(r"([A-Z]{2,4})\s*[-–=]\s*(?=[A-Z][a-z])")
_VACANT = re.compile(
    r"(?:post (?:is |currently )?vacant|vacant(?: post)?|vacancy|tb[cad])\s*[-–—:;,(]\s*"
    r"(?:(?:(?:currently|being|temporarily) )?(?:covered by|cover(?: by)?|acting|interim)\s*:?\s*)?(?=\S)",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"(?<!\s)(?:\s*[(\[]\s*([A-Za-z ]{1,20}?)\s*[)\]]"
    r"|\s+[-–]\s+([Ll]ead|[Ss]upport|[Vv]acant|[Aa]greed|TB[CAD]|tb[cad])$|\s+(TB[CAD])$)"
)


def marked(words: SourcedText) -> Share:
    """Words without their "(lead)", and the part that it gave.

    >>> marked(SourcedText.plain("AB (lead)")).part
    'lead'
    """
    for match in _MARK.finditer(words.text):
        wording = folded(match[1] or match[2] or match[3])
        for part in _MARKED:
            if wording in lexicon()[f"markers.{part}"]:
                return Share(words[: match.start()] + words[match.end() :], part)
        said = wording in lexicon()["unassigned.phrases"] or wording in lexicon()["markers.nothing"]
        if said and match.start():
            return Share(words[: match.start()] + words[match.end() :])
    return Share(words)
