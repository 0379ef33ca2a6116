"""Find a lab on disk, or among the built-in ones; no server or database needed."""

from pathlib import Path

from content.loader import Document, built_in, find_documents
from content.readers import LAB
from content.tables import library_tables
from labs.documents.lab import Lab
from labs.reading.lab_reading import DOCUMENT, read_lab
from variants.problems import DocumentRefused, Problem
from variants.texts import Text


def read_lab_at(path: Path) -> Lab:
    """Read the lab of a folder or of its document, or a built-in one by its id. Raises DocumentRefused."""
    folder = path.parent if path.name == DOCUMENT else path
    root = folder if folder.is_dir() else built_in().joinpath("labs", folder.name)
    if str(folder) != folder.name and not folder.is_dir():
        raise _nothing(path)
    if not root.is_dir():
        raise _nothing(path)
    labs = [document for document in find_documents(root) if document.upload.kind == LAB]
    if len(labs) != 1:
        raise _nothing(path)
    return read_lab_document(labs[0])


def read_lab_document(document: Document) -> Lab:
    """Read a lab that the loader found. Raises DocumentRefused."""
    return read_lab(document.upload.files, tables=library_tables())


def _nothing(path: Path) -> DocumentRefused:
    message = Text(en="there is no lab here", ru="лабораторной работы здесь нет")
    return DocumentRefused([Problem(document=str(path), message=message)])
