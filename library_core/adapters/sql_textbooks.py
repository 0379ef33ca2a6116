"""Textbooks in SQL tables; the table of contents is JSON."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, delete, func, insert, select

from library_core.adapters.textbook_tables import clips, passages, textbook_documents, textbooks
from library_core.editions import EditionKey
from library_core.objects import ObjectKey
from library_core.textbooks.book import (
    BookDocument,
    Clip,
    FoundPassage,
    NavigationPoint,
    Passage,
    Textbook,
)
from library_core.wording import joined_stems


class SqlTextbooks:
    """Implements `library_core.textbooks.book.Textbooks` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, edition: EditionKey, book: Textbook) -> None:
        """Keep the book of a new edition."""
        self._connection.execute(insert(textbooks).values(edition=edition, book=_book_to_json(book)))
        places = {document.path: position for position, document in enumerate(book.documents)}
        self._insert(
            textbook_documents,
            (_document_row(edition, position, each) for position, each in enumerate(book.documents)),
        )
        self._insert(
            passages,
            (
                _passage_row(edition, places[document.path], position, passage)
                for document in book.documents
                for position, passage in enumerate(document.passages)
            ),
        )
        self._insert(clips, _clip_rows(edition, places, book.clips))

    def outline(self, edition: EditionKey) -> Textbook | None:
        """Return the book without passages and clips, or None if the edition is no textbook."""
        kept = self._connection.execute(
            select(textbooks.c.book).where(textbooks.c.edition == edition)
        ).scalar()
        if kept is None:
            return None
        query = select(textbook_documents).where(textbook_documents.c.edition == edition)
        rows = self._connection.execute(query.order_by(textbook_documents.c.position))
        return _book_from_json(kept, tuple(_document(row) for row in rows))

    def passages(self, edition: EditionKey, document: str) -> tuple[Passage, ...]:
        """Return the passages of one document, in reading order."""
        query = (
            select(passages)
            .join(textbook_documents, _same_document(passages))
            .where(textbook_documents.c.edition == edition, textbook_documents.c.path == document)
            .order_by(passages.c.position)
        )
        return tuple(_passage(row) for row in self._connection.execute(query))

    def clips(self, edition: EditionKey, document: str) -> tuple[Clip, ...]:
        """Return the clips of a document, in order; recorded ones hide synthetic ones of the same element."""
        query = (
            select(clips, textbook_documents.c.path)
            .join(textbook_documents, _same_document(clips))
            .where(textbook_documents.c.edition == edition, textbook_documents.c.path == document)
            .order_by(clips.c.position)
        )
        found = [_clip(row) for row in self._connection.execute(query)]
        recorded = {clip.paragraph for clip in found if clip.origin == "recorded"}
        return tuple(clip for clip in found if clip.origin == "recorded" or clip.paragraph not in recorded)

    def add_clips(self, edition: EditionKey, added: tuple[Clip, ...]) -> None:
        """Keep synthetic clips; those of the same elements are replaced."""
        query = select(textbook_documents.c.path, textbook_documents.c.position)
        rows = self._connection.execute(query.where(textbook_documents.c.edition == edition))
        places: dict[str, int] = {row.path: row.position for row in rows}
        for clip in added:
            self._connection.execute(
                delete(clips).where(
                    clips.c.edition == edition,
                    clips.c.document == places[clip.document],
                    clips.c.origin == clip.origin,
                    clips.c.paragraph == clip.paragraph,
                )
            )
        highest = select(func.max(clips.c.position)).where(clips.c.edition == edition)
        last: int | None = self._connection.execute(highest).scalar()
        self._insert(clips, _clip_rows(edition, places, added, first=0 if last is None else last + 1))

    def search(self, edition: EditionKey, stems: tuple[str, ...], limit: int) -> tuple[FoundPassage, ...]:
        """Return the first passages that hold all stems (see `library_core.wording`), in reading order."""
        query = (
            select(passages, textbook_documents.c.path)
            .join(textbook_documents, _same_document(passages))
            .where(passages.c.edition == edition)
            .where(*(passages.c.stems.contains(f" {stem} ", autoescape=True) for stem in stems))
            .order_by(passages.c.document, passages.c.position)
            .limit(limit)
        )
        return tuple(
            FoundPassage(document=row.path, position=row.position, passage=_passage(row))
            for row in self._connection.execute(query)
        )

    def _insert(self, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
        values = list(rows)
        if values:
            self._connection.execute(insert(table), values)


def _same_document(table: Table) -> ColumnElement[bool]:
    return and_(
        textbook_documents.c.edition == table.c.edition, textbook_documents.c.position == table.c.document
    )


def _document_row(edition: EditionKey, position: int, document: BookDocument) -> dict[str, Any]:
    return {
        "edition": edition,
        "position": position,
        "path": document.path,
        "title": document.title,
        "html": document.html,
        "layout": document.layout,
        "linear": document.linear,
        "scripted": document.scripted,
        "language": document.language,
    }


def _document(row: Row[tuple[Any, ...]]) -> BookDocument:
    return BookDocument(
        path=row.path,
        title=row.title,
        html=ObjectKey(row.html),
        layout=row.layout,
        linear=row.linear,
        scripted=row.scripted,
        language=row.language,
    )


def _passage_row(edition: EditionKey, document: int, position: int, passage: Passage) -> dict[str, Any]:
    return {
        "edition": edition,
        "document": document,
        "position": position,
        "paragraph": passage.paragraph,
        "kind": passage.kind,
        "level": passage.level,
        "language": passage.language,
        "text": passage.text,
        "stems": joined_stems(passage.text),
    }


def _passage(row: Row[tuple[Any, ...]]) -> Passage:
    return Passage(
        paragraph=row.paragraph, kind=row.kind, text=row.text, language=row.language, level=row.level
    )


def _clip_rows(
    edition: EditionKey, places: Mapping[str, int], book_clips: Iterable[Clip], *, first: int = 0
) -> Iterable[dict[str, Any]]:
    for position, clip in enumerate(book_clips, first):
        yield {
            "edition": edition,
            "document": places[clip.document],
            "origin": clip.origin,
            "position": position,
            "paragraph": clip.paragraph,
            "audio": clip.audio,
            "begin": clip.begin,
            "end": clip.end,
            "fingerprint": clip.fingerprint,
        }


def _clip(row: Row[tuple[Any, ...]]) -> Clip:
    return Clip(
        document=row.path,
        paragraph=row.paragraph,
        audio=row.audio,
        begin=row.begin,
        end=row.end,
        origin=row.origin,
        fingerprint=row.fingerprint,
    )


def _book_to_json(book: Textbook) -> str:
    plain = {
        "title": book.title,
        "navigation": [_point_to_json(point) for point in book.navigation],
        "pages": [_point_to_json(point) for point in book.pages],
        "language": book.language,
        "direction": book.direction,
        "version": book.version,
        "cover": book.cover,
        "viewport": book.viewport,
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _book_from_json(kept: str, documents: tuple[BookDocument, ...]) -> Textbook:
    plain = json.loads(kept)
    return Textbook(
        title=plain["title"],
        documents=documents,
        navigation=tuple(_point_from_json(point) for point in plain["navigation"]),
        pages=tuple(_point_from_json(point) for point in plain["pages"]),
        language=plain["language"],
        direction=plain["direction"],
        version=plain["version"],
        cover=plain["cover"],
        viewport=tuple(plain["viewport"]) if plain["viewport"] else None,
    )


def _point_to_json(point: NavigationPoint) -> list[Any]:
    return [point.title, point.document, point.fragment, [_point_to_json(child) for child in point.children]]


def _point_from_json(plain: list[Any]) -> NavigationPoint:
    title, document, fragment, children = plain
    return NavigationPoint(
        title=title,
        document=document,
        fragment=fragment,
        children=tuple(_point_from_json(child) for child in children),
    )
