"""Engines: a PDF's pages as `Sheet`s. Nothing here knows of tables or documents.

`engines` chooses between `pdfium` (with `bulk`, `drawings`, `painting`, `fonts`) and `plumber`, the reference;
`screening` and `bounds` keep hostile files away from them; `pictures` and `previews` draw pages.
"""
