"""Numbers in the forms that lists count in."""

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def rendered(number: int, form: str) -> str:
    """A number in one of Word's forms; forms that English documents do not use are given in digits.

    >>> rendered(3, "lowerLetter"), rendered(28, "upperLetter"), rendered(14, "lowerRoman"), rendered(7, "decimalZero")
    ('c', 'BB', 'xiv', '07')
    """
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 780:
        letters = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 1 <= number <= 3999:
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    if form == "none":
        return ""
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    letters = ""
    for worth, sign in _ROMAN:
        letters += sign * (number // worth)
        number %= worth
    return letters
