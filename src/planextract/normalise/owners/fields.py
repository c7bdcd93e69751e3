"""Fields of work: "Housing", "Children and Families"."""

import re

from planextract.normalise.owners.letters import FIELD
from planextract.normalise.owners.lexicon import lexicon
from planextract.normalise.owners.phrase import Phrase


def field(phrase: Phrase) -> str | None:
    """Nothing but fields of work."""
    small = {"", "and", "of", "for", "&", "the", "in", "with", "-", "to"}
    content = [word for word in phrase.keys if word not in small]
    known = [topic(word) for word in content]
    if len(known) > 1 and known[-1] and not known[0]:
        known[0] = _of_whose(phrase)
    return FIELD if known and all(known) else None


def topic(word: str) -> bool:
    topics = lexicon()["words.topics"]
    known = word in topics or word.removesuffix("'s") in topics or word in lexicon()["unit.acronyms"]
    return known or abstract(word)


def _of_whose(phrase: Phrase) -> bool:
    """Whether the first word only says whose field of work it is: "Police Licensing", "SWAP Internal Audit",
    "Visitor Economy"."""
    code = re.fullmatch(r"[A-Z]{3,6}|[A-Z][a-z][A-Z]{1,4}", phrase.tokens[0]) is not None
    code = code and not "".join(phrase.tokens).isupper()
    return code or lexicon().has(phrase.keys[0], "organisation.heads", "body.heads", "words.whose")


def abstract(word: str) -> bool:
    """Nouns of activity: no surname ends like this."""
    return len(word) > 6 and word.endswith(
        ("tion", "tions", "ment", "ments", "ships", "ology", "ities", "ability")
    )
