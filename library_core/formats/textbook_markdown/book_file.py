"""The book file: what `book.md` says of a textbook between its two lines of dashes, every mistake located.

Read as all documents of authors are: every value is text; no tags, anchors or repeated names.
"""

import datetime
import re
from dataclasses import dataclass
from typing import Final, cast

from library_core.formats.heads import read_grades, read_list, read_name, read_title, split_head
from library_core.metadata import Metadata
from variants.templates.documents import Complaint, Leaf, Node
from variants.templates.located_problems import Problems
from variants.templates.reading.fields import (
    Fields,
    read_items,
    read_leaf,
    read_text,
    read_word,
)
from variants.texts import LANGUAGES, Language, Text

BOOK_FILE: Final = "book.md"
SUBJECTS: Final = ("physics", "chemistry")
FIELDS: Final = (
    *("id", "title", "subtitle", "language", "subject", "section", "grades", "authors", "publisher"),
    *("rights_holder", "licence", "issued", "description", "curriculum", "cover", "chapters", "narrator"),
)
_CHAPTER: Final = re.compile(r"(?:chapters/)?(?P<name>[^/\\]+\.md)")


@dataclass(frozen=True, slots=True, kw_only=True)
class BookFile:
    """What is said of a book; `chapters` are file names in order, empty for all by name.

    `about` is the Markdown after the head, from line `about_line` on; `issued` is a day: `2026-09-01`.
    """

    id: str
    title: str
    subtitle: str
    language: Language
    subject: str
    sections: tuple[str, ...]
    grades: tuple[int, ...]
    metadata: Metadata
    cover: str
    chapters: tuple[str, ...]
    narrator: str
    about: str
    about_line: int

    @property
    def issued(self) -> str:
        """The day of this edition, as ISO 8601."""
        return self.metadata.issued


def read_book_file(source: str, document: str = BOOK_FILE) -> BookFile:
    """Read `book.md`. Raises DocumentRefused with every problem."""
    headed = split_head(source, document)
    problems = Problems(document)
    fields = headed.fields(problems, FIELDS)
    book = _read_fields(fields, "\n".join(headed.lines), headed.first)
    problems.stop_if_any()
    return book


def _read_fields(fields: Fields, about: str, about_line: int) -> BookFile:
    language = cast(Language, fields.need("language", read_word(*LANGUAGES), "en"))
    return BookFile(
        id=fields.need("id", read_name, ""),
        title=fields.need("title", read_title, ""),
        subtitle=fields.get("subtitle", read_title, ""),
        language=language,
        subject=fields.need("subject", read_word(*SUBJECTS), ""),
        sections=fields.need("section", _read_names, ()),
        grades=fields.need("grades", read_grades, ()),
        metadata=_read_metadata(fields, language),
        cover=fields.get("cover", read_text, ""),
        chapters=fields.get("chapters", _read_chapters, ()),
        narrator=fields.get("narrator", read_text, ""),
        about=about,
        about_line=about_line,
    )


def _read_metadata(fields: Fields, language: Language) -> Metadata:
    description = fields.need("description", read_text, "")
    return Metadata(
        authors=fields.need("authors", read_list, ()),
        publisher=fields.get("publisher", read_text, ""),
        rights_holder=fields.need("rights_holder", read_text, ""),
        licence=fields.need("licence", read_text, ""),
        issued=fields.need("issued", _read_day, ""),
        curriculum=fields.get("curriculum", read_list, ()),
        description=Text(en=description) if language == "en" else Text(ru=description),
    )


def _read_names(node: Node) -> tuple[str, ...]:
    return (read_name(node),) if isinstance(node, Leaf) else tuple(map(read_name, read_items(node)))


def _read_day(node: Node) -> str:
    text = read_leaf(node).text.strip()
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise Complaint(
            node,
            Text(en=f"`{text}` is not a day like `2026-09-01`", ru=f"`{text}` — не дата вида `2026-09-01`"),
        ) from None


def _read_chapters(node: Node) -> tuple[str, ...]:
    names: list[str] = []
    for item in read_items(node):
        text = read_text(item)
        found = _CHAPTER.fullmatch(text)
        if found is None or found["name"] in names:
            raise Complaint(
                item,
                Text(
                    en=f"`{text}` is not the name of a chapter, like `01-motion.md`, each once",
                    ru=f"`{text}` — не имя главы вида `01-motion.md`; каждая указывается один раз",
                ),
            )
        names.append(found["name"])
    return tuple(names)
