"""Tables as grids of cells, from what is drawn and how words stand.

`lattice` reads networks of rules and `refining` finishes them by their words. `soft` finds the rest: tables
`between_posts`, `between_rules` and `in_white`, each a `drafting` of lines (`words`) cut at `gutters` into `bodies`,
whose rows begin at `rowbreaks` and whose header is in `headlines`; `likeness` tells them from prose, `softcells` makes
their cells, `carrying` knows them again on the next page. `unfolding` parts pieces side by side; `typed` rules are of
dashes; `places` says which cell a character stands in and `shading` what colour stands behind it.
"""
