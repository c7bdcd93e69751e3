"""Tables in text whose columns are kept apart by blanks, as a printed page looks when only its layout is kept.

`heads` finds the header by its words, `placing` tells which words of each line belong under which of its columns,
`rowstarts` at which lines rows begin, `tables` puts pages together; what cannot be told is prose, and that is said.
"""
