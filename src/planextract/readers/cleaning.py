"""Characters that say nothing: odd blanks made ordinary, ligatures and symbols spelt out, shapeless marks left out."""

import re

from planextract.provenance import SourcedText

_SHAPELESS = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\x00-\x08\x0b-\x1f\x7f]+")
_ODD_BLANK = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SYMBOL = re.compile("[\uf000-\uf0ff]")
SYMBOLS = {
    "\uf0fc": "✓", "\uf0fb": "✗", "\uf0fe": "☑", "\uf0fd": "☒", "\uf0a8": "☐", "\uf06f": "☐", "\uf0b7": "•",
    "\uf0a7": "▪", "\uf0e0": "→",
}  # fmt: skip
"""What characters of Word's symbol fonts show."""


def cleaned(text: SourcedText) -> SourcedText:
    """Words without what print does not show; the source keeps it.

    >>> cleaned(SourcedText.plain("of\\ufb01ce\\u00a0hours, safe\\u00adguarding")).text
    'office hours, safeguarding'
    """
    if text.text.isascii() and text.text.isprintable():
        return text
    text = text.sub(_LIGATURE, lambda match: _LIGATURES[match.group()])
    text = text.sub(_SYMBOL, lambda match: SYMBOLS.get(match.group(), match.group()))
    return text.sub(_ODD_BLANK, " ").sub(_SHAPELESS, "")
