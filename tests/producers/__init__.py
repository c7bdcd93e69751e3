"""Action plans printed by several programs, with what each page truly holds.

`plans` says what is printed, `styles` how, `grids` makes the rows of it; `chromium`, `office` and `platypus` print;
`truth` finds each row on the page where it was printed; `made` brings all of it together.
"""
