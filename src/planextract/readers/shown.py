"""Numbers and days as a cell of a spreadsheet shows them to a reader in the United Kingdom.

A day is written with the day before the month, whatever the machine that wrote the file thinks: which of the two
numbers is the day is known here, and would be lost in the words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd/mm/yyyy",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "dd/mm/yyyy h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 49: "@",
    **dict.fromkeys((27, 30, 36, 50, 57), "dd/mm/yyyy"),
}  # fmt: skip
"""Formats that a file names by number only, in the order of days that the United Kingdom uses."""

_LAST_SERIAL = 2_958_466
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)"?
    | \\(?P<escaped>.)
    | [_*](?P<space>.)
    | \[(?:\$(?P<currency>[^\]\-]*)[^\]]*|(?P<bracket>[^\]]*))\]
    | (?P<part>am/pm|a/p|y+|m+|d+|h+|s+(?:\.0+)?|general)
    | (?P<digits>[0\#?][0\#?,]*(?:\.[0\#?]*)?)
    | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_LONGEST_FORMAT = 255


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def shown(number: str, form: str, from_1904: bool = False) -> str:
    """A stored number as its format shows it; one that is in no form we know, as plain digits.

    >>> shown("42094", "dd/mm/yyyy"), shown("42094", "mmm-yy"), shown("42094", "m/d/yy"), shown("0.75", "0%")
    ('31/03/2015', 'Mar-15', '31/03/2015', '75%')
    >>> shown("3.0", "General"), shown("1234.5", "£#,##0.00"), shown("7", "000"), shown("0.1", "General")
    ('3', '£1,234.50', '007', '0.1')
    """
    if form == "General" and len(number) < 12 and number.isascii() and number.isdigit():
        return str(int(number))
    try:
        value = Decimal(number.strip())
    except InvalidOperation:
        return number
    if not value.is_finite() or abs(value.adjusted()) > 300:
        return number
    sections = form[:_LONGEST_FORMAT].split(";") if '"' not in form else _sections(form[:_LONGEST_FORMAT])
    chosen = sections[0]
    if value < 0 and len(sections) > 1:
        chosen, value = sections[1], -value
    elif value == 0 and len(sections) > 2:
        chosen = sections[2]
    tokens = _tokens(chosen)
    if any(token.kind == "length" for token in tokens):
        return plain(value)  # hours and minutes that something took, which no plan gives
    if any(token.kind == "part" for token in tokens):
        return _moment(value, tokens, from_1904)
    return _figures(value, tokens)


def _sections(form: str) -> list[str]:
    """The parts of a format for positive, negative and no numbers; a semicolon in quotes divides nothing."""
    sections, quoted = [""], False
    for letter in form:
        quoted ^= letter == '"'
        if letter == ";" and not quoted:
            sections.append("")
        else:
            sections[-1] += letter
    return sections


@lru_cache(maxsize=256)
def _tokens(form: str) -> tuple[_Token, ...]:
    return tuple(_each_token(form))


def _each_token(form: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(form):
        kind = match.lastgroup or "quoted"
        text = match[kind] or ""
        if kind in ("quoted", "escaped", "other", "currency"):
            yield _Token("literal", text)
        elif kind == "space":
            yield _Token("literal", "" if match[0][0] == "*" else " ")
        elif kind == "part" and text.casefold() == "general":
            yield _Token("digits", "General")
        elif kind == "bracket" and text.casefold() in ("h", "hh", "m", "mm", "s", "ss"):
            yield _Token("length", text)
        elif kind in ("part", "digits"):
            yield _Token(kind, text)


# Figures -----------------------------------------------------------------------------------------------------------


def _figures(value: Decimal, tokens: tuple[_Token, ...]) -> str:
    patterns = [token.text for token in tokens if token.kind == "digits"]
    literals = "".join(token.text for token in tokens if token.kind == "literal")
    if not patterns:
        return literals.strip() if "@" not in literals else plain(value)
    if len(patterns) > 1 or "/" in literals or "E+" in literals.upper() or "@" in literals:
        return plain(value)  # fractions and powers of ten
    share = "%" in literals
    digits = _digits(abs(value) * (100 if share else 1), patterns[0])
    text = "".join(digits if token.kind == "digits" else token.text for token in tokens)
    return ("-" if value < 0 else "") + text.strip()


def _digits(value: Decimal, pattern: str) -> str:
    if pattern == "General":
        return plain(value)
    whole, _, places = pattern.partition(".")
    scaled = value / (1000 ** (len(whole) - len(whole.rstrip(","))))
    rounded = (
        scaled.quantize(Decimal(1).scaleb(-min(len(places), 15)), ROUND_HALF_UP) if _fits(scaled) else scaled
    )
    text = f"{rounded:,f}" if "," in whole.rstrip(",") else f"{rounded:f}"
    optional = len(places) - len(places.rstrip("#?"))
    for _ in range(optional):
        text = text.removesuffix("0") if "." in text else text
    before, dot, after = text.rstrip(".").partition(".")
    return before.zfill(whole.count("0")) + dot + after


def _fits(value: Decimal) -> bool:
    return value.adjusted() < 12


def plain(value: Decimal) -> str:
    """A number without a form of its own, to eleven significant figures.

    >>> plain(Decimal("44399.0")), plain(Decimal("0.30000000000000004")), plain(Decimal("2E+3"))
    ('44399', '0.3', '2000')
    """
    if not -9 < value.adjusted() < 15:
        return f"{value:.5E}"
    if value == value.to_integral_value():
        return f"{value.to_integral_value():f}"
    kept = f"{Decimal(f'{value:.11g}'):f}"
    return kept.rstrip("0").rstrip(".") if "." in kept else kept


# Days and times ----------------------------------------------------------------------------------------------------


def _moment(value: Decimal, tokens: tuple[_Token, ...], from_1904: bool) -> str:
    when = day_of(value, from_1904)
    if when is None:
        return plain(value)
    kinds = [_part(tokens, place) for place, token in enumerate(tokens)]
    if _month_first(kinds):
        rest = [kind for kind in kinds if kind[:1] in ("h", "n")]
        return f"{when:%d/%m/%Y}" + (f" {when:%H:%M}" if rest else "")
    halves = any(kind == "half" for kind in kinds)
    words = (
        _spelt(kind, token.text, when, halves)
        if token.kind == "part"
        else token.text
        if token.kind == "literal"
        else ""
        for kind, token in zip(kinds, tokens, strict=True)
    )
    return "".join(words).strip()


def day_of(value: Decimal, from_1904: bool) -> datetime | None:
    """The moment that a serial number stands for; None where no calendar has it.

    Days count from 1 January 1900, and past 28 February of it from one earlier, for the program counts a 29th.
    """
    if not 0 <= value < _LAST_SERIAL or (not from_1904 and 60 <= value < 61):
        return None
    seconds = int((value * 86_400).to_integral_value(ROUND_HALF_UP))
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30 if value >= 61 else 31)  # noqa: DTZ001
    try:
        return start + timedelta(seconds=seconds)
    except OverflowError:
        return None


def _part(tokens: tuple[_Token, ...], place: int) -> str:
    """What a letter of a format means: "m" beside hours or seconds is minutes, "n" here."""
    token = tokens[place]
    if token.kind != "part":
        return ""
    text = token.text.casefold()
    if text in ("am/pm", "a/p"):
        return "half"
    if text in ("m", "mm"):
        parts = [(index, other.text.casefold()) for index, other in enumerate(tokens) if other.kind == "part"]
        at = next(number for number, (index, _) in enumerate(parts) if index == place)
        before = parts[at - 1][1] if at else ""
        after = parts[at + 1][1] if at + 1 < len(parts) else ""
        if before.startswith("h") or after.startswith("s"):
            return "n" * len(text)
    return text


def _month_first(kinds: list[str]) -> bool:
    """A number for the month before a number for the day, without the year before them."""
    order = [kind for kind in kinds if kind[:1] in ("d", "m", "y") and len(kind) > 0]
    numbers = [kind[0] for kind in order if kind in ("m", "mm", "d", "dd", "yy", "yyyy", "y")]
    return numbers[:2] == ["m", "d"] and "y" in numbers


def _spelt(kind: str, text: str, when: datetime, halves: bool) -> str:
    match kind[:1], len(kind):
        case "y", length:
            return f"{when.year:04d}" if length > 2 else f"{when.year % 100:02d}"
        case "m", length:
            name = _MONTHS[when.month - 1]
            return (str(when.month), f"{when.month:02d}", name[:3], name, name[:1])[min(length, 5) - 1]
        case "d", length:
            name = _DAYS[when.weekday()]
            return (str(when.day), f"{when.day:02d}", name[:3], name)[min(length, 4) - 1]
    return _clock(kind, text, when, halves)


def _clock(kind: str, text: str, when: datetime, halves: bool) -> str:
    if kind == "half":
        return ("a" if when.hour < 12 else "p") + ("m" if text.casefold() == "am/pm" else "")
    hour = (when.hour % 12 or 12) if halves else when.hour
    number = {"h": hour, "n": when.minute, "s": when.second}[kind[0]]
    return f"{number:02d}" if kind[1:2] == kind[0] else str(number)


def day_first(day: date | datetime) -> str:
    """A day, and the time unless it is midnight, as the United Kingdom writes them.

    >>> day_first(datetime(2015, 3, 31)), day_first(date(2015, 3, 31)), day_first(datetime(2015, 3, 31, 9, 30))
    ('31/03/2015', '31/03/2015', '31/03/2015 09:30')
    """
    timed = isinstance(day, datetime) and day.time() != time()
    return f"{day:%d/%m/%Y %H:%M}" if timed else f"{day:%d/%m/%Y}"
