"""Textbooks written in Markdown: a folder of chapters, figures and recordings → a publication.

Words: *book file* (`book.md`, which says what the book is), *chapter* (one Markdown file, one document of the
book), *container* (`:::` … `:::`), *paragraph* (whatever has an id and can be listened to). May import
`library_core.formats.epub_writing`, `library_core.textbooks` and `variants`; knows no database and no folder.
"""
