"""Works of the kinds that are uploaded as packages, put straight into the library of a test."""

from api.bootstrap import Application, Unit
from library_core.editions import Edition, EditionKey
from library_core.metadata import Metadata
from library_core.objects import ObjectKey
from library_core.people import LIBRARY, SchoolKey
from library_core.textbooks.book import BookDocument, NavigationPoint, Passage, Textbook
from library_core.works import Work, WorkKey
from variants.texts import Text

BOOK = Textbook(
    title="Физика. 9 класс",
    documents=(
        BookDocument(
            path="text/one.xhtml",
            title="Глава 1. Силы",
            html=ObjectKey("0" * 64),
            passages=(
                Passage(paragraph="p1", kind="heading", text="Сила упругости", level=1),
                Passage(paragraph="p2", kind="paragraph", text="Второй закон Ньютона: F = ma."),
                Passage(paragraph="p3", kind="paragraph", text="Пружина тянет тело с силой упругости."),
            ),
        ),
    ),
    navigation=(NavigationPoint(title="Глава 1. Силы", document="text/one.xhtml"),),
    language="ru",
)
KINDS = {
    "textbook": Text(ru="Физика. 9 класс"),
    "video": Text(ru="Опыт с пружиной", en="A spring is stretched"),
    "course": Text(ru="Механика за неделю"),
    "scenario": Text(ru="Урок о силах"),
}


def add_works(application: Application, school: SchoolKey = LIBRARY) -> dict[str, EditionKey]:
    """Put a textbook, a video, a course and a scenario into a catalogue; return them by kind."""
    return {kind: application.write(lambda unit: _add(unit, school, kind)) for kind in KINDS}  # noqa: B023


def _add(unit: Unit, school: SchoolKey, kind: str) -> EditionKey:
    work = Work(key=WorkKey(f"{school}-{kind}-work"), school=school, name=f"{school}/some-{kind}", kind=kind)
    edition = Edition(
        key=EditionKey(f"{school}-{kind}"),
        work=work,
        state="published",
        title=KINDS[kind],
        subject="physics",
        section="mechanics",
        grades=(9,),
        languages=("ru",),
        manifest={},
        fingerprint=f"{school}-{kind}",
        created_at=1,
        number=1,
        published_at=2,
        metadata=Metadata(
            authors=("А. Автор",),
            publisher="Издательство «Наука»",
            licence="CC-BY-4.0",
            description=Text(ru="О силах и движении тел."),
            minutes=None if kind == "textbook" else 12,
            has_audio=kind == "textbook",
        ),
    )
    unit.library.works.add(work)
    unit.library.editions.add(edition)
    if kind == "textbook":
        unit.library.textbooks.keep(edition.key, BOOK)
    unit.library.changes.add("edition", school, edition.key)
    return edition.key
