"""The head that the descriptions of videos and applications share: names, place in the catalogue, rights."""

from dataclasses import dataclass
from typing import Final

from library_core.formats.heads import read_grades, read_list, read_name, read_title
from library_core.metadata import Metadata
from variants.templates.documents import Node
from variants.templates.located_problems import Problems
from variants.templates.reading.fields import Fields, read_text, read_word
from variants.texts import LANGUAGES, Text

HEAD: Final = (
    *("id", "title", "subject", "section", "grades", "skills", "description"),
    *("authors", "publisher", "licence", "rights_holder"),
)
SUBJECTS: Final = ("physics", "chemistry")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the catalogue says of a video or an application."""

    id: str
    title: Text
    subject: str
    section: str
    grades: tuple[int, ...]
    skills: tuple[str, ...]
    metadata: Metadata


def read_common_head(fields: Fields) -> Head:
    """Return the head; problems go to the list of the fields."""
    return Head(
        id=fields.need("id", read_name, ""),
        title=fields.need("title", lambda node: read_words(node, fields.problems), Text()),
        subject=fields.need("subject", read_word(*SUBJECTS), ""),
        section=fields.need("section", read_name, ""),
        grades=fields.need("grades", read_grades, ()),
        skills=fields.get("skills", read_list, ()),
        metadata=Metadata(
            authors=fields.get("authors", read_list, ()),
            publisher=fields.get("publisher", read_text, ""),
            licence=fields.get("licence", read_text, ""),
            rights_holder=fields.get("rights_holder", read_text, ""),
            description=fields.get("description", lambda node: read_words(node, fields.problems), Text()),
        ),
    )


def read_words(node: Node, problems: Problems) -> Text:
    """Return one line by language: `{en: …, ru: …}`. Raises Complaint."""
    words = Fields(node, problems, LANGUAGES)
    if not words.record.entries:
        words.need("ru", read_title, "")
    return Text(en=words.maybe("en", read_title), ru=words.maybe("ru", read_title))
