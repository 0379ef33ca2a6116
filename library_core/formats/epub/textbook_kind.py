"""The kind `textbook`: an EPUB as it was sent becomes what the catalogue says, and the book itself.

What the publisher says in `textbook.yaml` comes before the package's own words (`<meta property="tetrad:…">`
and Dublin Core). The catalogue is given title and contents; passages are searched in the book.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO, Final

from library_core.formats.epub.description import text_in
from library_core.formats.epub.names import name_of_book
from library_core.formats.epub.package import Package
from library_core.formats.epub.reading import ReadBook, read_epub
from library_core.formats.epub.refusals import say_refusal
from library_core.formats.epub.textbook_form import FORM, TextbookForm, read_form
from library_core.formats.findings import PackageRefused
from library_core.objects import ObjectKey, ObjectStore
from library_core.publishing import Described, Sent
from library_core.textbooks.book import NavigationPoint
from library_core.uses import Use
from variants.problems import DocumentRefused, Problem
from variants.texts import LANGUAGES, Language, Text

MOST_USES: Final = 500
MOST_WORDS: Final = 100_000
LONGEST_NAME: Final = 64
"""How long the name of a subject or section may be in the catalogue."""

GRADES: Final = range(1, 13)
_EMBEDDED: Final = re.compile(r'<[^<>]*\sdata-(notebook|lab)="([a-z0-9/-]{1,200})"')


def read_textbook(sent: Sent) -> Described:
    """Read the one EPUB of an upload. Raises DocumentRefused."""
    name, source = _open_package(sent)
    try:
        with source:
            book = read_epub(source, sent.objects.put)
    except PackageRefused as refused:
        raise DocumentRefused(say_refusal(refused.findings, name)) from None
    return describe(book, sent)


def describe(book: ReadBook, sent: Sent) -> Described:
    """Return what the catalogue says of a book. Raises DocumentRefused if its form can't be read."""
    package, textbook = book.package, book.textbook
    language = _catalogue_language(textbook.language)
    form = read_form(sent.upload.files[FORM], language) if FORM in sent.upload.files else TextbookForm()
    title = form.title if form.title.languages else text_in(textbook.language, textbook.title)
    metadata = form.complete(book.metadata)
    return Described(
        identifier=form.id or _first(package, "id") or name_of_book(_identifier(package), textbook.title),
        title=title if title.languages else Text(en="Untitled", ru="Без названия"),
        subject=(form.subject or _first(package, "subject"))[:LONGEST_NAME],
        section=(form.section or _first(package, "section"))[:LONGEST_NAME],
        grades=form.grades or _grades(package),
        languages=tuple(each for each in LANGUAGES if each == textbook.language.lower().partition("-")[0]),
        uses=tuple(_uses(book, sent.objects)),
        words=_words(textbook.language, textbook.navigation, textbook.title),
        unpacked=_unpacked(book, sent),
        metadata=metadata,
        textbook=textbook,
    )


def _open_package(sent: Sent) -> tuple[str, BinaryIO]:
    """Return the name and the bytes of the one package; a form may lie beside it."""
    stored: Mapping[str, ObjectKey] = sent.upload.stored
    in_memory = {path: content for path, content in sent.upload.files.items() if path != FORM}
    if len(stored) + len(in_memory) != 1:
        message = Text(en="a textbook is one EPUB file", ru="учебник — это один файл EPUB")
        raise DocumentRefused([Problem(document=min((*stored, *in_memory), default=FORM), message=message)])
    for path, key in stored.items():
        return path, sent.objects.open_seekable(key)
    ((path, content),) = in_memory.items()
    return path, io.BytesIO(content)


def _unpacked(book: ReadBook, sent: Sent) -> dict[str, ObjectKey]:
    """Return the files of the package, and beside them the form, under a name no package can have."""
    unpacked = dict(book.manifest)
    if FORM in sent.upload.files:
        unpacked[f"META-INF/tetrad/{FORM}"] = sent.objects.put(io.BytesIO(sent.upload.files[FORM]))
    return unpacked


def _catalogue_language(written: str) -> Language:
    return "ru" if written.lower().partition("-")[0] == "ru" else "en"


def _identifier(package: Package) -> str:
    """Return the identifier that the package calls its own, or the first."""
    named = [item for item in package.metadata if item.name == "dc:identifier" and item.value]
    own = (item.value for item in named if item.id == package.unique_identifier)
    return next(own, named[0].value if named else "")


def _first(package: Package, name: str) -> str:
    return next((value for value in package.values(f"tetrad:{name}") if value), "")[:200]


def _grades(package: Package) -> tuple[int, ...]:
    """Return the grades of `tetrad:grade` or `tetrad:grades`: `9`, `9, 10`, `7-9`."""
    said = " ".join((*package.values("tetrad:grade"), *package.values("tetrad:grades")))
    grades: set[int] = set()
    for first, last in re.findall(r"(\d{1,2})(?:\s*[-–—]\s*(\d{1,2}))?", said[:500]):
        grades.update(range(int(first), int(last or first) + 1))
    return tuple(sorted(grades.intersection(GRADES)))


def _words(language: str, points: tuple[NavigationPoint, ...], title: str) -> Text:
    return text_in(language, "\n".join((title, *_titles(points)))[:MOST_WORDS])


def _titles(points: tuple[NavigationPoint, ...]) -> Iterator[str]:
    for point in points:
        yield point.title
        yield from _titles(point.children)


def _uses(book: ReadBook, objects: ObjectStore) -> Iterator[Use]:
    """Yield the notebooks and labs that stand in the book, each once, with the document that names it."""
    seen: set[tuple[str, str]] = set()
    for document in book.textbook.documents:
        with objects.open(document.html) as source:
            html = source.read().decode()
        if "data-notebook=" not in html and "data-lab=" not in html:
            continue
        for kind, name in _EMBEDDED.findall(html):
            if (kind, name) not in seen and len(seen) < MOST_USES:
                seen.add((kind, name))
                yield _place_use(Use(name=name, kind=kind, document=document.path), book, objects)


def _place_use(use: Use, book: ReadBook, objects: ObjectStore) -> Use:
    """Return the use with the place where the document, as it was sent, names it."""
    with objects.open(book.manifest[use.document]) as source:
        content = source.read()
    written = rf"""data-{use.kind}\s*=\s*["']\s*{re.escape(use.name)}\s*["']""".encode()
    found = re.search(written, content)
    if found is None:
        return use
    line_begin = content.rfind(b"\n", 0, found.start()) + 1
    column = len(content[line_begin : found.start()].decode("utf-8", "replace")) + 1
    return replace(use, line=content.count(b"\n", 0, line_begin) + 1, column=column)
