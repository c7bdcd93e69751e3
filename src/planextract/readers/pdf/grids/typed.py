"""Rules that are typed: a line of hyphens or underscores and nothing else."""

from dataclasses import replace

import numpy as np

from planextract.readers.pdf.sheet import Rule, Sheet

_DASHES = np.array([ord(sign) for sign in "-_=\u2010\u2012\u2013\u2014\u2500\u2501\u2550"], dtype=np.int32)
_FEWEST = 10
_SAME_LINE = 0.5


def with_typed_rules(sheet: Sheet) -> Sheet:
    """The page with lines of dashes as rules in place of characters."""
    glyphs = sheet.glyphs
    again = glyphs.codes[:-4][glyphs.codes[:-4] == glyphs.codes[4:]]
    if not np.isin(again, _DASHES).any():  # no run of dashes: the usual page
        return sheet
    dashes = np.isin(glyphs.codes, _DASHES) & (glyphs.turns == 0)
    if np.count_nonzero(dashes) < _FEWEST:
        return sheet
    feet, slack = glyphs.frame[:, 3], _SAME_LINE * glyphs.sizes
    typed = np.zeros(len(glyphs), dtype=np.bool_)
    rules: list[Rule] = []
    for place in np.flatnonzero(dashes).tolist():
        if typed[place] or not dashes[place]:
            continue
        beside = (np.abs(feet - feet[place]) <= slack[place]) & glyphs.inked
        if np.count_nonzero(beside) < _FEWEST or not dashes[beside].all():
            dashes &= ~beside
            continue
        typed |= beside
        x0, top, _, _ = glyphs.frame[beside].min(axis=0).tolist()
        _, _, x1, bottom = glyphs.frame[beside].max(axis=0).tolist()
        middle = (top + bottom) / 2
        rules.append(Rule(x0, middle, x1, middle))
    return replace(sheet, rules=(*sheet.rules, *rules), glyphs=glyphs.take(~typed)) if rules else sheet
