"""The book file: what `book.md` says of a textbook between its two lines of dashes, every mistake located.

Read as all documents of authors are: every value is text; no tags, anchors or repeated names.
"""

import datetime
import re
from dataclasses import dataclass
from typing import Final, cast

from library_core.metadata import Metadata
from variants.problems import DocumentRefused, Problem
from variants.templates.documents import Complaint, Leaf, Listing, Node, read_document
from variants.templates.located_problems import Problems
from variants.templates.reading.fields import (
    Fields,
    read_integer,
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
NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FENCE: Final = re.compile(r"---[ \t]*")
_CHAPTER: Final = re.compile(r"(?:chapters/)?(?P<name>[^/\\]+\.md)")
_LONGEST_TITLE: Final = 200


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
    lines = source.split("\n")
    if not _FENCE.fullmatch(lines[0]):
        raise _refused(
            document,
            Text(
                en="a book begins with a head between two lines `---`",
                ru="книга начинается с заголовка между двумя строками `---`",
            ),
        )
    end = next((number for number, line in enumerate(lines[1:], 1) if _FENCE.fullmatch(line)), None)
    if end is None:
        raise _refused(
            document,
            Text(
                en="the head is not closed: add a line `---`", ru="заголовок не закрыт: добавьте строку `---`"
            ),
        )
    # An empty line stands for the dashes, so that the lines of problems are those of the file.
    node = read_document("\n".join(("", *lines[1:end])), document)
    problems = Problems(document)
    fields = problems.attempt(lambda: Fields(node, problems, FIELDS))
    if fields is None:
        raise DocumentRefused(problems.found)
    book = _read_fields(fields, "\n".join(lines[end + 1 :]), end + 2)
    problems.stop_if_any()
    return book


def _read_fields(fields: Fields, about: str, about_line: int) -> BookFile:
    language = cast(Language, fields.need("language", read_word(*LANGUAGES), "en"))
    return BookFile(
        id=fields.need("id", _read_name, ""),
        title=fields.need("title", _read_title, ""),
        subtitle=fields.get("subtitle", _read_title, ""),
        language=language,
        subject=fields.need("subject", read_word(*SUBJECTS), ""),
        sections=fields.need("section", _read_names, ()),
        grades=fields.need("grades", _read_grades, ()),
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
        authors=fields.need("authors", _read_list, ()),
        publisher=fields.get("publisher", read_text, ""),
        rights_holder=fields.need("rights_holder", read_text, ""),
        licence=fields.need("licence", read_text, ""),
        issued=fields.need("issued", _read_day, ""),
        curriculum=fields.get("curriculum", _read_list, ()),
        description=Text(en=description) if language == "en" else Text(ru=description),
    )


def _read_name(node: Node) -> str:
    text = read_text(node)
    if not NAME.fullmatch(text) or len(text) > 100:
        raise Complaint(
            node,
            Text(
                en=f"`{text}` is no name: small Latin letters, digits and hyphens, like `physics-9`",
                ru=f"`{text}` не годится: латинские строчные буквы, цифры и дефисы, например `physics-9`",
            ),
        )
    return text


def _read_names(node: Node) -> tuple[str, ...]:
    return (_read_name(node),) if isinstance(node, Leaf) else tuple(map(_read_name, read_items(node)))


def _read_title(node: Node) -> str:
    text = read_text(node).strip()
    if len(text) > _LONGEST_TITLE:
        raise Complaint(
            node,
            Text(
                en=f"a title has {_LONGEST_TITLE} characters at most",
                ru=f"в названии не больше {_LONGEST_TITLE} знаков",
            ),
        )
    return text


def _read_list(node: Node) -> tuple[str, ...]:
    return tuple(read_text(item) for item in (node.items if isinstance(node, Listing) else (node,)))


def _read_grades(node: Node) -> tuple[int, ...]:
    read = read_integer(1, 11)
    return tuple(sorted({read(item) for item in (node.items if isinstance(node, Listing) else (node,))}))


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


def _refused(document: str, message: Text) -> DocumentRefused:
    return DocumentRefused([Problem(document=document, message=message, line=1, column=1)])
