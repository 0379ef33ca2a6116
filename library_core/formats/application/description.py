"""The description of an application, `application.yaml`: what it is called, and the page that opens it."""

from dataclasses import dataclass
from typing import Final

from library_core.formats.media_heads import HEAD, Head, read_common_head
from variants.problems import DocumentRefused
from variants.templates.documents import Node, read_document
from variants.templates.located_problems import Problems
from variants.templates.reading.fields import Fields, read_integer, read_items, read_text, read_word
from variants.texts import LANGUAGES, Language

DESCRIPTION: Final = "application.yaml"
_FIELDS: Final = (*HEAD, "languages", "entry", "width", "height")


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlApplication:
    """A described application; `width` and `height` in pixels are what it was drawn for."""

    head: Head
    languages: tuple[Language, ...]
    entry: str
    width: int
    height: int


def read_application_description(text: str) -> HtmlApplication:
    """Read `application.yaml`. Raises DocumentRefused with all problems."""
    problems = Problems(DESCRIPTION)
    node = read_document(text, DESCRIPTION)
    fields = problems.attempt(lambda: Fields(node, problems, _FIELDS))
    if fields is None:
        raise DocumentRefused(problems.found)
    named: frozenset[str] = fields.need("languages", _read_languages, frozenset())
    application = HtmlApplication(
        head=read_common_head(fields),
        languages=tuple(language for language in LANGUAGES if language in named),
        entry=fields.get("entry", read_text, "index.html"),
        width=fields.get("width", read_integer(200, 4000), 960),
        height=fields.get("height", read_integer(150, 4000), 600),
    )
    if problems.found:
        raise DocumentRefused(problems.found)
    return application


def _read_languages(node: Node) -> frozenset[str]:
    return frozenset(read_word(*LANGUAGES)(item) for item in read_items(node))
