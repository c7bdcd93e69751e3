"""Print: characters gathered into `printed` lines (`rows`, `letterspacing`), `columns`, `paragraphs` and `blocks`.

`furniture` and `stamps` tell what belongs to the page and not to its words, `garbling` what is no text.
"""
