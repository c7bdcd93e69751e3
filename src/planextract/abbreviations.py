"""What a document says that its abbreviations and initials stand for."""

import re
from collections.abc import Iterator

from planextract.document import Document, Row
from planextract.normalise.owners.kinds import kind_of
from planextract.normalise.owners.lexicon import lexicon
from planextract.normalise.owners.names import certain, person_length, titles
from planextract.records import fold

Pair = tuple[str, str]

_CODE = r"[A-Z][A-Za-z&]{1,9}"
_IN_BRACKETS = re.compile(rf"[(\[][\"“'‘]?({_CODE})[\"”'’]?[)\]]")
_BEFORE_BRACKETS = re.compile(rf"(?<![\w(])({_CODE})\s?\(([A-Z][^()]{{5,90}})\)")
_KEY_LINE = re.compile(rf"\s*({_CODE})\s*(?:[:=\t]|\s[-–—]\s)\s*(\S.{{4,90}})")
_CODE_LAST = re.compile(r"(\S.{3,40}?)[ \t]+([A-Z]{2}[a-z]{0,2}|[A-Z]{3}|[A-Z][a-z][A-Z])")
_FULL = re.compile(_CODE)
_KEY_TITLE = re.compile(
    r"(?i)^\s*(?:(?:key|glossary|abbreviations?|acronyms?|initials|leads?|officers)\b[^:=]{0,40}:\s*)"
)
_NEXT_CODE = r"(?=[A-Z][A-Za-z&]{1,9}(?:\s*[:=]|\s[–-]\s))"
_RUN = re.compile(rf"\s*[;|•]\s*|\.?\s{{2,}}|[.,]\s+{_NEXT_CODE}")
_RUN_PART = re.compile(
    rf"\s*(?P<code>{_CODE})(?P<by>\s*[:=]\s*|\s+[–-]\s+|\s+)(?P<meaning>\S.{{3,90}}?)\.?\s*"
)


def _small(word: str) -> bool:
    return word.casefold() in lexicon()["words.small"]


def _spells(words: list[str], code: str) -> bool:
    """Whether the first letters of some words make an abbreviation; small words may count or not.

    >>> _spells("Stockton Local Safeguarding Children Board".split(), "SLSCB")
    True
    >>> _spells(["Department", "for", "Education"], "DfE"), _spells(["Safe", "Board"], "SLSCB")
    (True, False)
    """
    wanted = code.replace("&", "").casefold()
    place = 0
    for word in words:
        letter = word[:1].casefold()
        if place < len(wanted) and letter == wanted[place]:
            place += 1
        elif not _small(word):
            return False
    return place == len(wanted)


def _plain_words(text: str) -> list[str]:
    return [word for word in re.split(r"[\s\-–/,.()“”\"‘]+", text) if word]


def _long_form(before: str, code: str) -> str | None:
    """The words right before a bracket that an abbreviation in it stands for."""
    short = code[:-1] if code.endswith("s") and code[:-1].isupper() else code
    starts = [match.start() for match in re.finditer(r"(?<![\w'’])\w", before)][-2 * len(short) - 2 :]
    for start in reversed(starts):
        words = _plain_words(before[start:])
        if words and not _small(words[0]) and _spells(words, short):
            return fold(before[start:])
    return None


def _initials_of(code: str, name: str) -> bool:
    """Whether initials are those of a name: the same first letter, the others in their order.

    >>> _initials_of("RCp", "Robert Capel"), _initials_of("AB", "Ruth Carver"), _initials_of("JP", "Dr Joan Pell")
    (True, False, True)
    """
    words = _plain_words(name)
    words = words[titles(words) :]
    if len(words) < 2 or code[0] != words[0][:1].upper():
        return False
    rest = iter("".join(words[1:]).casefold())
    surname = code[-1] if code.isupper() else next(sign for sign in reversed(code) if sign.isupper())
    return words[-1][:1].upper() == surname and all(sign in rest for sign in code[1:].casefold()[-2:])


def _name_before(before: str, code: str) -> str | None:
    """A person's name right before a bracket with its initials."""
    tokens = before.split()
    for size in (2, 3, 4):
        words = tokens[-size:]
        if len(words) == size and person_length(words) == size and _initials_of(code, " ".join(words)):
            longer = tokens[-size - 1 :]
            titled = len(longer) > size and person_length(longer) == size + 1
            return " ".join(longer if titled and kind_of(longer[0]) != "N" else words)
    return None


def _post_behind(after: str) -> str:
    """The post or organisation behind a name and its initials, to the end of the line."""
    line = after.split("\n", 1)[0]
    first = re.split(r"[;(]|,\s*(?=[A-Z][\w'-]+ [A-Z][\w'-]+\s*\()", line, maxsplit=1)[0].strip(" ,-–—:.\t")
    return first if first and len(first.split()) <= 14 and kind_of(first) in "HRMBObo" else ""


def _with_post(name: str, post: str) -> str:
    return f"{name}, {fold(post)}" if post else name


def in_brackets(text: str) -> Iterator[Pair]:
    """ "Children's Trust Management Team (CTMT)", "Anne Bell (AB) Business Manager"."""
    for match in _IN_BRACKETS.finditer(text):
        before, code = re.split(r"[\n;:.]\s", text[max(0, match.start() - 120) : match.start()])[-1], match[1]
        if name := _name_before(before, code):
            yield code, _with_post(name, _post_behind(text[match.end() : match.end() + 160]))
        elif long_form := _long_form(before.rstrip(), code):
            yield code, long_form


def before_brackets(text: str) -> Iterator[Pair]:
    """ "SMT (Senior Management Team)"."""
    for match in _BEFORE_BRACKETS.finditer(text):
        if _spells(_plain_words(match[2]), match[1]):
            yield match[1], fold(match[2])


def key_lines(text: str) -> Iterator[Pair]:
    """ "SMT = Senior Management Team", "AB: Anne Bell", a line each."""
    for line in text.split("\n"):
        if (match := _KEY_LINE.fullmatch(line[:140])) and (meaning := _meaning(match[1], match[2])):
            yield match[1], meaning


def _meaning(code: str, words: str) -> str | None:
    first = re.split(r"\s*[,(;–]\s*|\s-\s", words, maxsplit=1)[0].strip()
    if len(code) <= 4 and kind_of(first) == "P" and _initials_of(code, first):
        return _with_post(first, _post_behind(words[len(first) :].strip(" ,(-–)")))
    return fold(words).rstrip(".") if _spells(_plain_words(words), code) else None


def in_a_run(text: str) -> Iterator[Pair]:
    """ "CNO Chief Nursing Officer; COO Chief Operating Officer", "HT: Mrs L Garrow. SBM: school business manager".

    With a colon after each code, and two codes at least, it may also be the code of a person's post.
    """
    for line in text.split("\n"):
        parts = [part for part in _RUN.split(_KEY_TITLE.sub("", line[:1500])) if part.strip()]
        found = [match for part in parts if (match := _RUN_PART.fullmatch(part)) is not None]
        if len(found) < 2 or len(found) < len(parts):
            continue
        marked = all(match["by"].strip() for match in found)
        for match in found:
            meaning = _meaning(match["code"], match["meaning"]) or (
                _holder(match["meaning"]) if marked else None
            )
            if meaning is not None:
                yield match["code"], meaning


def _holder(words: str) -> str | None:
    """A person with the post that stands behind the name: "Miss K Dutton (English lead)"."""
    first = re.split(r"\s*[,(;–]\s*|\s-\s", words, maxsplit=1)[0].strip()
    return (
        _with_post(first, _post_behind(words[len(first) :].strip(" ,(-–).")))
        if kind_of(first) == "P"
        else None
    )


def after_names(text: str) -> Iterator[Pair]:
    """ "Ruth Carver RC" at the end of a line."""
    for line in text.split("\n"):
        match = _CODE_LAST.fullmatch(line.strip()[:60])
        if (
            match
            and certain(match[1].split())
            and kind_of(match[1]) == "P"
            and _initials_of(match[2], match[1])
        ):
            yield match[2], fold(match[1])


def in_row(row: Row) -> Iterator[Pair]:
    """A row of an attendance list or key: initials in one cell, the name in another, a post perhaps in a third."""
    cells = [fold(cell.text.text) for cell in row.cells if not cell.blank]
    if not 2 <= len(cells) <= 6:
        return
    codes = [cell for cell in cells if _FULL.fullmatch(cell)]
    for code in codes[:1]:
        for cell in cells:
            if cell == code or len(cell) > 120:
                continue
            if len(code) <= 4 and kind_of(cell) == "P" and _initials_of(code, cell):
                yield (
                    code,
                    _with_post(
                        cell, next((one for one in cells if one != code and kind_of(one) in "HRM"), "")
                    ),
                )
            elif _spells(_plain_words(cell), code):
                yield code, cell


_FULL_NAME = re.compile(
    r"(?<![\w’'-])([A-Z][a-z]{2,}) ((?:(?:O[’'] ?|Mc)?[A-Z][\w’'-]+))(?=\s*[(,]|\s[–-]\s|\s*$)", re.MULTILINE
)


_SMALL_WORD = re.compile(r"(?<![\w’'-])[a-z]{3,}")


def forenames(text: str) -> Iterator[Pair]:
    """A person's forename, where the whole name stands in a list of people: "Gerda Schultz (Local Association)".

    Minutes list who came by full name and call them by the first one after that.
    """
    for match in _FULL_NAME.finditer(text):
        name = match[0].replace("’ ", "’").replace("' ", "'")
        if kind_of(name) == "P" and kind_of(match[1]) not in "HKRMBObS":
            yield match[1], name


RULES = (in_brackets, before_brackets, key_lines, in_a_run, after_names)


def pairs_in(text: str) -> Iterator[Pair]:
    """Every abbreviation that some text explains, with what it stands for.

    >>> list(pairs_in("The Children's Trust Management Team (CTMT) will report."))
    [('CTMT', "Children's Trust Management Team")]
    """
    if len(text) > 1:
        for rule in RULES:
            yield from rule(text)


def _pairs(document: Document) -> Iterator[Pair]:
    for block in document.blocks:
        yield from pairs_in(block.text.text)
    for table in document.tables:
        for row in table.rows:
            yield from in_row(row)
            for cell in row.cells:
                yield from pairs_in(cell.text.text)


def _agree(one: str, other: str) -> bool:
    """Whether two expansions say the same, one perhaps with more."""
    first, second = sorted((fold(one).casefold(), fold(other).casefold()), key=len)
    return second.startswith(first) or second.endswith(first)


def collect(document: Document) -> dict[str, str]:
    """Abbreviations and initials with what the document says that they stand for.

    A person's post follows the name behind a comma. An abbreviation with two different expansions is left out.
    """
    found: dict[str, str] = {}
    clashing: set[str] = set()
    for code, meaning in _pairs(document):
        held = found.setdefault(code, meaning)
        if not _agree(held, meaning):
            clashing.add(code)
        elif len(meaning) > len(held):
            found[code] = meaning
    return {code: meaning for code, meaning in found.items() if code not in clashing}


def called_by_forename(document: Document) -> dict[str, str]:
    """Forenames that belong to one person only of those whom the document names in full.

    What it writes in small letters elsewhere is a word: "Government Licence" names nobody.
    """
    found: dict[str, set[str]] = {}
    small: set[str] = set()
    for text in _texts(document):
        small.update(_SMALL_WORD.findall(text))
        for forename, name in forenames(text):
            found.setdefault(forename, set()).add(name)
    return {
        forename: names.pop()
        for forename, names in found.items()
        if len(names) == 1 and forename.casefold() not in small
    }


def _texts(document: Document) -> Iterator[str]:
    yield from (block.text.text for block in document.blocks)
    yield from (cell.text.text for table in document.tables for row in table.rows for cell in row.cells)
