"""Characters that say nothing: odd blanks made ordinary, ligatures and symbols spelt out, shapeless marks left out."""

import re

from planextract.provenance import SourcedText

_SHAPELESS = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\x00-\x08\x0b-\x1f\x7f]+")
_ODD_BLANK = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SYMBOL = re.compile("[\uf000-\uf0ff]")
SYMBOLS = {
    "\uf0fc": "✓", "\uf0fb": "✗", "\uf0fe": "☑", "\uf0fd": "☒", "\uf078": "☒",
    "\uf0a8": "☐", "\uf06f": "☐", "\uf070": "☐", "\uf071": "❑", "\uf072": "❒",
    "\uf0b7": "•", "\uf09f": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf076": "❖",
    "\uf06c": "●", "\uf06d": "○", "\uf0a1": "○", "\uf06e": "■", "\uf075": "◆",
    "\uf04a": "☺", "\uf04b": "😐", "\uf04c": "☹",
    "\uf0df": "←", "\uf0e0": "→", "\uf0e1": "↑", "\uf0e2": "↓",
    "\uf0e3": "↖", "\uf0e4": "↗", "\uf0e5": "↙", "\uf0e6": "↘",
    "\uf0e7": "←", "\uf0e8": "→", "\uf0e9": "↑", "\uf0ea": "↓",
    "\uf0eb": "↖", "\uf0ec": "↗", "\uf0ed": "↙", "\uf0ee": "↘",
    "\uf0ef": "⇦", "\uf0f0": "⇨", "\uf0f1": "⇧", "\uf0f2": "⇩",
}  # fmt: skip
"""What characters of Wingdings show, where Word keeps them."""


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
