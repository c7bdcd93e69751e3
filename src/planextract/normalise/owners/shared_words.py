"""Posts that share words: "Head of Finance/Legal", "Designated Nurse/Doctor", "Heads of Legal and Finance"."""

import re

from planextract.normalise.owners.kinds import kind_of
from planextract.normalise.owners.lexicon import key, lexicon
from planextract.normalise.owners.wrapping import masked
from planextract.provenance import SourcedText

_TWO_FIELDS = re.compile(r"((?:\S+ ){0,3}[Hh]ead of )([A-Z]\w+)/([A-Z]\w+)")
_TWO_HEADS = re.compile(r"((?:[A-Z][\w&-]+ ){1,3})([A-Z]\w+)/([A-Z]\w+)")
_HEADS = (
    r"(?i:head|director|manager|leader|member|holder|lead|officer|coordinator|co-ordinator|minister|champion"
    r"|convener)"
)
PLURAL_OF = re.compile(rf"((?:[A-Z][\w’'-]* ){{0,4}}{_HEADS})[sS]( (?i:of|for) | ?[-–—] )(?=(?:the )?[A-Z])")
_AND = re.compile(r"(?<!\s)(?:\s*,\s*(?:(?:and|&)\s+)?|\s+(?:and|AND)\s+|\s*&\s*)")


def posts_sharing_words(words: SourcedText) -> list[SourcedText] | None:
    """Two posts that share words: "Head of Finance/Legal", "Designated Nurse/Doctor", "Heads of Legal and Finance"."""
    match = _TWO_FIELDS.fullmatch(words.text)
    if match and key(match[3]) not in lexicon()["role.acronyms"]:  # ("Head of IG/DPO" are two posts)
        return [words.span(match, 1) + words.span(match, 2), words.span(match, 1) + words.span(match, 3)]
    if (
        (match := _TWO_HEADS.fullmatch(words.text))
        and not match[3].isupper()
        and all(map(_dependent, (match[2], match[3])))
    ):
        return [words.span(match, 1) + words.span(match, 2), words.span(match, 1) + words.span(match, 3)]
    if match := PLURAL_OF.match(words.text):
        start, fields = words.span(match, 1) + words.span(match, 2), _fields(words[match.end() :])
        return [start + field for field in fields] if fields else None
    return None


def _fields(words: SourcedText) -> list[SourcedText]:
    """The fields of several posts of one sort; none where they may share a word: "Adult and Children's Services"."""
    ends = [match.span() for match in _AND.finditer(masked(words.text))]
    starts = [0, *(stop for _, stop in ends)]
    stops = [*(start for start, _ in ends), len(words.text)]
    found = [words[start:stop].strip() for start, stop in zip(starts, stops, strict=True)]
    if key(found[0].text) in lexicon()["role.units"]:
        return []
    kinds = [kind_of(one.text) for one in found]
    capital = all(one.text.removeprefix("the ")[:1].isupper() for one in found)
    first = key(found[0].text.split()[-1])
    shared = kinds[-1] in "BOC" or first in lexicon()["words.sharing"] or found[0].text[-1] in "'’"
    whole = len(found) > 1 and capital and not shared and all(kind in "USAN" for kind in kinds)
    return found if whole and all(len(one.text.split()) < 5 for one in found) else []


def _dependent(head: str) -> bool:
    return key(head) in lexicon()["role.heads"] and key(head) not in lexicon()["role.standalone"]
