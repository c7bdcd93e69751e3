"""The HTTP service: uploads in, the same results as `planextract extract` out, each file read in a child of its own.

`app` puts it together: `access` says who may come in, `uploads` takes a body piece by piece, `wishes` makes options of
its fields, `workers` hands it to a child by way of `planextract.batch`, `tasks` keeps what is read in the background,
`results` makes the answer. Nothing here opens a document.
"""
