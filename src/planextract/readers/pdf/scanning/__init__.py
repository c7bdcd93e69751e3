"""Pages that are pictures, as `Sheet`s.

`scans` decides and puts together, `ocr` is Tesseract's one home, `skew` levels, `raster` finds rules and `shades` fills
in pixels, and `lettering` makes characters of words.
"""
