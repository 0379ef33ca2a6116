"""What a publisher says beside a book, in `textbook.yaml`: it comes before what the package says itself."""

from dataclasses import dataclass, field, replace
from typing import Any, Final

from library_core.metadata import Metadata
from variants.problems import DocumentRefused, Problem
from variants.templates.documents import Leaf, Node, Record, read_document
from variants.templates.located_problems import Problems
from variants.templates.reading.fields import Fields, read_integer, read_items, read_text, read_texts
from variants.texts import Language, Text

FORM: Final = "textbook.yaml"
LISTS: Final = ("authors", "territory", "curriculum")
WORDS: Final = ("publisher", "rights_holder", "licence", "issued", "valid_until")
FIELDS: Final = ("id", "title", "subject", "section", "grades", "description", *LISTS, *WORDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextbookForm:
    """What is said; what is empty is left to the package. `said` are the fields of metadata."""

    id: str = ""
    title: Text = Text()
    subject: str = ""
    section: str = ""
    grades: tuple[int, ...] = ()
    said: dict[str, Any] = field(default_factory=dict)

    def complete(self, metadata: Metadata) -> Metadata:
        """Return the metadata of the package with what the publisher says instead."""
        return replace(metadata, **self.said)


def read_form(content: bytes, language: Language) -> TextbookForm:
    """Read the form; texts in one language only are in that of the book. Raises DocumentRefused."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        message = Text(en="the file is not UTF-8 text", ru="файл не в кодировке UTF-8")
        raise DocumentRefused([Problem(document=FORM, message=message, line=1, column=1)]) from None
    root = read_document(text, FORM)
    problems = Problems(FORM)
    fields = problems.attempt(lambda: Fields(root, problems, FIELDS))
    form = TextbookForm() if fields is None else _read_fields(fields, language)
    problems.stop_if_any()
    return form


def _read_fields(fields: Fields, language: Language) -> TextbookForm:
    def read_words(node: Node) -> Text:
        return _read_words(node, language)

    said: dict[str, Any] = {}
    for name in LISTS:
        if name in fields:
            said[name] = fields.maybe(name, read_texts) or ()
    for name in WORDS:
        if name in fields:
            said[name] = fields.get(name, read_text, "")
    if "description" in fields:
        said["description"] = fields.get("description", read_words, Text())
    return TextbookForm(
        id=fields.get("id", read_text, ""),
        title=fields.get("title", read_words, Text()),
        subject=fields.get("subject", read_text, ""),
        section=fields.get("section", read_text, ""),
        grades=fields.get("grades", _read_grades, ()),
        said=said,
    )


def _read_words(node: Node, language: Language) -> Text:
    if isinstance(node, Record):
        words = {name: read_text(value) for name, value in node.entries.items() if name in ("en", "ru")}
        return Text(**words)
    return Text(**{language: read_text(node)})


def _read_grades(node: Node) -> tuple[int, ...]:
    read = read_integer(1, 12)
    return (read(node),) if isinstance(node, Leaf) else tuple(read(item) for item in read_items(node))
