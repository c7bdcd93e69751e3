"""A server of the Model Context Protocol: an assistant has documents read, lists their actions, and sees the source of
each value.

`server` puts it together: `folder` says which files may be read, `readings` has each read in a child of its own by way
of `planextract.batch` and keeps what was read, `child` is what that child does, `filters` picks actions, `answers` is
what the tools give, `sources` shows where a value stands, `quoting` marks a document's words as such. Nothing here
opens a document.
"""
