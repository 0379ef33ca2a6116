"""Reading a textbook: every student of a school asks for chapters, on a page of about 40 KB of text."""

import contextlib
import tempfile
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from api.auth.sessions import Session
from api.bootstrap import Application, Unit, open_application
from api.settings import Settings
from api.web.visits import SESSION_COOKIE, present
from benchmarks.load import Call, flat_out, offer
from benchmarks.server import serving
from benchmarks.sizes import Sizes
from library_core.editions import Edition, EditionKey
from library_core.identities import new_key
from library_core.objects import put_bytes
from library_core.people import LIBRARY, Person, PersonKey, School, SchoolKey
from library_core.textbooks.book import BookDocument, Clip, NavigationPoint, Passage, Textbook
from library_core.works import Work, WorkKey
from variants.texts import Text

SCHOOL: Final = SchoolKey("school")
CHAPTERS: Final = 20
PARAGRAPHS: Final = 120
RATE: Final = 200
"""Requests a second, as the aim names it; a tiny run offers less."""
WORDS: Final = (
    "Тело, на которое не действуют силы, движется равномерно и прямолинейно или покоится, и скорость его"
    " не меняется ни по величине, ни по направлению, пока другое тело не подействует на него с силой."
)


def run(sizes: Sizes) -> Iterator[str]:
    """Yield the figures of one process for whole pages, and for chapters that are turned to."""
    with tempfile.TemporaryDirectory() as folder:
        with contextlib.closing(open_application(Settings(data=Path(folder)))) as application:
            edition = keep_book(application)
            cookies = [sign_in(application, number) for number in range(sizes.students)]
        pages = calls_for(edition, cookies, "", sizes.requests)
        texts = calls_for(edition, cookies, "/text", sizes.requests)
        with serving(Path(folder)) as port:
            flat_out(port, pages[:50], sizes.seconds)
            rate = min(RATE, 2 * sizes.rate)
            yield f"pages, {rate} a second offered: {offer(port, pages, rate, sizes.seconds).describe()}"
            yield f"chapters, {rate} a second offered: {offer(port, texts, rate, sizes.seconds).describe()}"
            yield f"pages, flat out: {flat_out(port, pages, sizes.seconds).describe()}"


def calls_for(edition: EditionKey, cookies: list[str], part: str, count: int) -> list[Call]:
    """Return requests in which students in turn ask for chapters in turn."""
    everybody = [
        Call(path=f"/textbooks/{edition}/{number % CHAPTERS + 1}{part}", headers={"Cookie": cookie})
        for number, cookie in enumerate(islice(cycle(cookies), max(len(cookies), CHAPTERS)))
    ]
    return list(islice(cycle(everybody), count))


def sign_in(application: Application, number: int) -> str:
    """Add a student who has signed in; return the cookie."""
    key = PersonKey(f"student-{number}")
    student = Person(key=key, school=SCHOOL, display_name=key, roles=frozenset({"student"}), language="ru")

    def add(unit: Unit) -> Session:
        unit.people.add(student)
        return unit.sessions.begin(key, SCHOOL, present())

    return f"{SESSION_COOKIE}={application.write(add).token}"


def keep_book(application: Application) -> EditionKey:
    """Keep a textbook with a clip for every paragraph."""
    html = "".join(f'<p id="p{n}">{WORDS}</p>' for n in range(PARAGRAPHS))
    content = put_bytes(application.objects, html.encode())
    passages = tuple(Passage(paragraph=f"p{n}", kind="paragraph", text=WORDS) for n in range(PARAGRAPHS))
    paths = [f"chapter-{number}.xhtml" for number in range(CHAPTERS)]
    book = Textbook(
        title="Физика",
        documents=tuple(
            BookDocument(path=path, title=path, html=content, passages=passages) for path in paths
        ),
        navigation=tuple(NavigationPoint(title=path, document=path) for path in paths),
        clips=tuple(
            Clip(document=path, paragraph=f"p{n}", audio="a.opus", begin=n * 9000, end=n * 9000 + 9000)
            for path in paths
            for n in range(PARAGRAPHS)
        ),
        language="ru",
    )
    work = Work(key=WorkKey(new_key()), school=LIBRARY, name="library/physics", kind="textbook")
    edition = Edition(
        key=EditionKey(new_key()),
        work=work,
        state="published",
        title=Text(ru="Физика"),
        subject="physics",
        section="mechanics",
        grades=(9,),
        languages=("ru",),
        manifest={path: content for path in paths},
        fingerprint=new_key(),
        created_at=1,
        number=1,
        published_at=1,
    )

    def keep(unit: Unit) -> None:
        for school in (LIBRARY, SCHOOL):
            unit.people.add_school(School(key=school, name=school))
        unit.library.works.add(work)
        unit.library.editions.add(edition)
        unit.library.textbooks.keep(edition.key, book)

    application.write(keep)
    return edition.key
