"""Rules of documents that no table of elements can say: each module is one kind of document.

Every rule takes the root of a document and its path, and yields findings.
"""
