"""EPUB 3.3 written: a publication in memory → the bytes of a package, always the same ones.

Imports `library_core.textbooks` and the standard library; nothing here judges the content that it is handed.
"""
