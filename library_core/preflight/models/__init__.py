"""What may stand in one document of an EPUB: elements, attributes, values, style sheets, addresses.

A grammar is a table of ours in `grammars/`; what no table can say is a rule in Python.
`checking.check_document` is the only door.
It may import library_core.formats and the shapes of library_core.preflight, never an archive.
"""
