"""Records: what search knows of an edition that is in the catalogue."""

from dataclasses import dataclass

from library_core.editions import Edition, EditionKey
from library_core.people import SchoolKey
from variants.texts import Language, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An edition in the catalogue of its school (or, the library's, of every school).

    `words` and `passages` (a textbook's paragraphs) are searched and not given back. `popularity` counts how
    often the work was assigned by all schools together; `published_at` is in milliseconds UTC.
    """

    key: EditionKey
    school: SchoolKey
    name: str
    kind: str
    number: int
    title: Text
    subject: str
    section: str
    grades: tuple[int, ...]
    languages: tuple[Language, ...]
    skills: tuple[str, ...] = ()
    words: Text = Text()
    passages: str = ""
    description: Text = Text()
    authors: tuple[str, ...] = ()
    publisher: str = ""
    licence: str = ""
    minutes: int | None = None
    has_audio: bool = False
    published_at: int = 0
    popularity: int = 0


def record_of(edition: Edition, *, passages: str = "", popularity: int = 0) -> Record | None:
    """Return the record of an edition, or None if it is not in the catalogue."""
    if edition.state != "published" or edition.number is None:
        return None
    return Record(
        key=edition.key,
        school=edition.work.school,
        name=edition.work.name,
        kind=edition.work.kind,
        number=edition.number,
        title=edition.title,
        subject=edition.subject,
        section=edition.section,
        grades=edition.grades,
        languages=edition.languages,
        skills=edition.skills,
        words=edition.words,
        passages=passages,
        description=edition.metadata.description,
        authors=edition.metadata.authors,
        publisher=edition.metadata.publisher,
        licence=edition.metadata.licence,
        minutes=edition.metadata.minutes,
        has_audio=edition.metadata.has_audio,
        published_at=edition.published_at or 0,
        popularity=popularity,
    )
