"""Two schools with everybody in them, a tiny library, and a browser that signs in without passwords."""

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final, TypedDict

from lesson_world import add_course, add_lesson, begin_lesson
from reading_world import add_note, add_textbook
from sqlalchemy import inspect, text
from sqlalchemy.engine.interfaces import DBAPICursor
from starlette.testclient import TestClient
from world_documents import SEVENTH, notebook_page, write_documents
from world_labs import LabThings, assign_lab, publish_lab

from api.auth.passwords import hash_password
from api.auth.sessions import csrf_token
from api.bootstrap import Application, Unit, open_application
from api.settings import Settings
from api.web.visits import SESSION_COOKIE, present
from content.loader import find_documents, publish_documents
from library_core.editions import EditionKey
from library_core.identities import new_key
from library_core.jobs import Asked, JobKey, Wanted, ask_for
from library_core.library import Act
from library_core.people import LIBRARY, Credential, Person, PersonKey, Role, School, SchoolKey
from library_core.publishing import Upload, upload_draft
from library_core.reading.annotations import AnnotationKey
from library_core.review import submit as submit_for_review
from library_core.uploading import begin_upload
from library_core.uploads import UploadKey
from library_core.writing import Beginning, begin
from library_core.written import WrittenKey
from notebooks_engine.actors import Actor, Occasion
from notebooks_engine.appealing.deciding import accept
from notebooks_engine.appealing.objecting import object_to
from notebooks_engine.appeals import AcceptedKey, AppealKey, Objection
from notebooks_engine.assignments import AssignmentKey, Rules
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.classes import ClassKey
from notebooks_engine.marks import MarkKey
from notebooks_engine.practice import PracticeKey
from notebooks_engine.studying.practising import start_practice
from notebooks_engine.studying.submitting import HandIn, submit
from notebooks_engine.teaching.assigning import Order, assign
from notebooks_engine.teaching.marking import Decision, mark
from notebooks_engine.teaching.running_classes import add_students, create_class

ORIGIN: Final = "http://testserver"
PASSWORD: Final = "seven small sevenths"
"""Of everybody."""
NORTH: Final = SchoolKey("north")
SOUTH: Final = SchoolKey("south")
PEOPLE: Final[tuple[tuple[str, Role], ...]] = (
    ("student", "student"),
    ("classmate", "student"),
    ("teacher", "teacher"),
    ("colleague", "teacher"),
    ("publisher", "publisher"),
    ("reviewer", "reviewer"),
    ("operator", "operator"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Things:
    """What stands in one school: the values of the route table's path parameters, by name."""

    school: SchoolKey
    people: Mapping[str, PersonKey]
    class_: ClassKey
    assignment: AssignmentKey
    attempt: AttemptKey
    mark: MarkKey
    appeal: AppealKey
    accepted: AcceptedKey
    run: PracticeKey
    edition: EditionKey
    draft: EditionKey
    draft_notebook: EditionKey
    submitted: EditionKey
    task: EditionKey
    written: WrittenKey
    textbook: EditionKey
    annotation: AnnotationKey
    upload: UploadKey
    job: JobKey
    lesson: EditionKey
    course: EditionKey
    lesson_written: WrittenKey
    lab: LabThings

    def actor(self, name: str) -> Actor:
        """Return one of PEOPLE as the engine knows them."""
        return Actor(school=self.school, person=self.people[name])


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The application over a data folder with both schools in it, and a client of it."""

    application: Application
    client: TestClient
    north: Things
    south: Things
    library_edition: EditionKey

    def browser(self, things: Things, name: str) -> "Browser":
        """Return a browser in which this person has just signed in."""
        session = self.application.write(
            lambda unit: unit.sessions.begin(things.people[name], things.school, present())
        )
        return Browser(world=self, token=session.token)

    def stranger(self) -> "Browser":
        """Return a browser in which nobody has signed in."""
        return Browser(world=self)

    def contents(self) -> dict[str, str]:
        """Return a hash of the rows of every table but those of sessions, repeats, and notes of workers."""
        with self.application.database.engine.connect() as connection:
            names = sorted(
                set(inspect(connection).get_table_names()) - {"sessions", "repeats", "installation"}
            )
            # The driver's own rows: SQLAlchemy's shorten what is long, and take their time for it.
            cursor = connection.connection.cursor()
            return {name: _hash_rows(cursor, name) for name in names}

    def count(self, table: str) -> int:
        """Return the number of rows of one table."""
        with self.application.database.engine.connect() as connection:
            return int(connection.execute(text(f'select count(*) from "{table}"')).scalar_one())


Schools = tuple[Path, Things, Things, EditionKey]
"""A data folder, what stands in the north's and the south's school, and a notebook of the library."""


@dataclass(slots=True, kw_only=True)
class Browser:
    """Sends what a browser would: the session's cookie, and with forms our origin and the form's token."""

    world: World
    token: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Any:  # noqa: ANN401 - the client's own response
        """Ask for a page; redirects are not followed."""
        return self.send("GET", path, headers)

    def post(
        self, path: str, form: Mapping[str, Any] | None = None, *, files: object = None, **headers: str
    ) -> Any:  # noqa: ANN401
        """Send a form with its token, as our own pages do."""
        sent = {"csrf": self.csrf(), **(form or {})}
        return self.send("POST", path, {"origin": ORIGIN, **headers}, data=sent, files=files)

    def send_raw(self, path: str, content: bytes, media_type: str) -> Any:  # noqa: ANN401
        """Send any body at all, with the token in its header."""
        headers = {"origin": ORIGIN, "content-type": media_type, "x-csrf-token": self.csrf()}
        return self.send("POST", path, headers, content=content)

    def csrf(self) -> str:
        """Return the token that a form of this session's pages holds."""
        return csrf_token(self.token, self.world.application.secret)

    def send(self, method: str, path: str, headers: Mapping[str, str], **body: Any) -> Any:  # noqa: ANN401
        """Send exactly these headers, and the session's cookie."""
        sent = {name.replace("_", "-"): value for name, value in {**self.headers, **headers}.items()}
        if self.token:
            sent["cookie"] = f"{SESSION_COOKIE}={self.token}"
        response = self.world.client.request(method, path, headers=sent, follow_redirects=False, **body)
        self.world.client.cookies.clear()
        return response


def _hash_rows(cursor: DBAPICursor, table: str) -> str:
    cursor.execute(f'select * from "{table}"')
    return hashlib.sha256(repr(sorted(map(repr, cursor.fetchall()))).encode()).hexdigest()


def settings_of(data: Path) -> Settings:
    """Return the settings of a test."""
    return Settings(data=data)


def make_schools(folder: Path) -> tuple[Things, Things, EditionKey]:
    """Fill a data folder with the library and both schools."""
    application = open_application(settings_of(folder / "data"))
    try:
        _publish(application, folder / "documents", LIBRARY)
        found = application.read(lambda unit: unit.library.editions.published(LIBRARY, ["library/sevenths"]))
        things = tuple(_make_school(application, folder, school) for school in (NORTH, SOUTH))
        application.follow_changes()
        return things[0], things[1], found["library/sevenths"].key
    finally:
        application.close()


def copy_data(made: Path, to: Path) -> Application:
    """Open the application over a copy of a data folder."""
    shutil.copytree(made / "data", to)
    return open_application(settings_of(to))


def occasion() -> Occasion:
    """Return this moment, with randomness that is the same in every test."""
    return Occasion(now=present(), secret=b"s" * 32, new_key=new_key)


def _add(unit: Unit, *, person: Person, credential: Credential) -> None:
    unit.people.add(person)
    unit.people.add_credential(credential)


def _publish(application: Application, folder: Path, school: SchoolKey) -> None:
    documents = find_documents(write_documents(folder, school))
    for outcome in publish_documents(application.press, documents, Act(school=school, at=1)):
        assert not outcome.problems, [problem.in_language("en") for problem in outcome.problems]


def _make_people(application: Application, school: SchoolKey) -> Mapping[str, PersonKey]:
    """Make the school and everybody in it; return their keys by name."""
    people = {name: PersonKey(f"{school}-{name}") for name, _ in PEOPLE}
    application.write(lambda unit: unit.people.add_school(School(key=school, name=f"School {school}")))
    password_hash = hash_password(PASSWORD)
    for name, role in PEOPLE:
        person = Person(
            key=people[name],
            school=school,
            display_name=f"{name} of {school}",
            roles=frozenset({role}),
            language="ru",
        )
        credential = Credential(
            login=f"{school}-{name}", person=person.key, school=school, password_hash=password_hash
        )
        application.write(partial(_add, person=person, credential=credential))
    return people


def _make_school(application: Application, folder: Path, school: SchoolKey) -> Things:
    people = _make_people(application, school)
    _publish(application, folder / school, school)
    name, task = f"{school}/sevenths", f"{school}/seventh"
    edition = application.read(lambda unit: unit.library.editions.published(school, [name]))[name].key
    teacher, student = (Actor(school=school, person=people[each]) for each in ("teacher", "student"))
    lab = publish_lab(application, school)
    textbook = add_textbook(application, school, people["publisher"], notebook=edition)
    taught = _taught(application, people, (teacher, student), edition)
    return Things(
        school=school,
        people=people,
        **taught,
        edition=edition,
        draft=_draft(application, school, people["publisher"], "draft-of-a-task"),
        draft_notebook=_draft_notebook(application, school, people["publisher"]),
        submitted=_submitted(application, school, people["publisher"]),
        task=application.read(lambda unit: unit.library.editions.published(school, [task]))[task].key,
        written=_written(application, school, people),
        textbook=textbook,
        annotation=add_note(application, school, people["student"], textbook),
        upload=_upload(application, school, people["teacher"]),
        job=_job(application, school, people["teacher"]),
        lesson=add_lesson(application, school, people["publisher"]),
        course=add_course(application, school, people["publisher"]),
        lesson_written=begin_lesson(application, school, people["teacher"]),
        lab=assign_lab(application, lab, (teacher, student), taught["class_"], occasion()),
    )


class _Taught(TypedDict):
    class_: ClassKey
    assignment: AssignmentKey
    attempt: AttemptKey
    mark: MarkKey
    appeal: AppealKey
    accepted: AcceptedKey
    run: PracticeKey


def _taught(
    application: Application,
    people: Mapping[str, PersonKey],
    actors: tuple[Actor, Actor],
    edition: EditionKey,
) -> _Taught:
    """Let a class be given a notebook, work, be marked, appeal and practise."""
    teacher, student = actors
    school, classmate = teacher.school, Actor(school=teacher.school, person=people["classmate"])
    class_ = application.write(lambda unit: create_class(unit.engine, teacher, f"7 {school}", occasion()))
    members = [(each.person, "") for each in (student, classmate)]
    application.write(lambda unit: add_students(unit.engine, teacher, class_.key, members))
    notebook, supplies = application.shelf.pinned(school, edition), application.shelf.supplies(school)
    order = Order(classes=(class_.key,), notebook=notebook, rules=Rules(), due_at=present() + 7 * 86_400_000)
    (made,) = assign(application.engine, teacher, order, supplies, occasion())
    attempt, theirs = application.read(
        lambda unit: [unit.engine.attempts.list_own(who)[0].key for who in (student, classmate)]
    )
    given = _mark(application, actors, attempt)
    appeal, other = _appeal(application, student, attempt), _appeal(application, classmate, theirs)
    accepted = accept(application.engine, teacher, other, "Fine.", occasion())
    run = start_practice(application.engine, student, (notebook, "1"), supplies, occasion())
    return _Taught(
        class_=class_.key,
        assignment=made.key,
        attempt=attempt,
        mark=given,
        appeal=appeal,
        accepted=accepted.key,
        run=run.key,
    )


def _mark(application: Application, actors: tuple[Actor, Actor], attempt: AttemptKey) -> MarkKey:
    """Hand in a text to the second task, and let the teacher mark it."""
    teacher, student = actors
    handed = HandIn(attempt=attempt, slot="2", answers={"why": "не знаю"}, language="ru", request="first")
    submit(application.engine, student, handed, occasion(), application.shelf.labs(student.school))
    decision = Decision(attempt=attempt, slot="2", ask="why", try_number=1, points="1", comment="Good.")
    application.write(lambda unit: mark(unit.engine, teacher, decision, occasion()))
    marked = application.read(lambda unit: unit.engine.attempts.open_taught(teacher, attempt))
    assert marked is not None
    return marked.marks[0].key


def _appeal(application: Application, student: Actor, attempt: AttemptKey) -> AppealKey:
    """Hand in a wrong answer to the first task, and say that it is right."""
    handed = HandIn(attempt=attempt, slot="1", answers={"part": "777 kg"}, language="en", request="appealed")
    submit(application.engine, student, handed, occasion(), application.shelf.labs(student.school))
    objection = Objection(attempt=attempt, slot="1", ask="part", try_number=1, words="I am sure.")
    return application.write(lambda unit: object_to(unit.engine, student, objection, occasion())).key


def _written(application: Application, school: SchoolKey, people: Mapping[str, PersonKey]) -> WrittenKey:
    """Let the teacher begin a document in the browser."""
    content = SEVENTH.format(id="written-task", what=f"{school}’s mass")
    beginning = Beginning(kind="task", title=f"Written in {school}", content=content)
    act = Act(school=school, at=2, person=people["teacher"])
    return application.write(lambda unit: begin(unit.library, act, new_key, beginning)).key


def _upload(application: Application, school: SchoolKey, teacher: PersonKey) -> UploadKey:
    """Let the teacher begin to upload a book."""
    act = Act(school=school, at=present(), person=teacher)
    return begin_upload(application.dock, "book.epub", 3, act).key


def _job(application: Application, school: SchoolKey, teacher: PersonKey) -> JobKey:
    """Let the teacher wait for something that takes long, and that no worker of the tests knows."""
    asked = Asked(school=school, at=present(), person=teacher)
    wanted = Wanted(kind="invented", subject=school)
    return application.write(lambda unit: ask_for(unit.library.jobs, wanted, asked, new_key)).key


def _draft(application: Application, school: SchoolKey, publisher: PersonKey, name: str) -> EditionKey:
    document = SEVENTH.format(id=name, what=f"{school}’s mass").encode()
    act = Act(school=school, at=2, person=publisher)
    return upload_draft(application.press, Upload(kind="task", files={f"{name}.yaml": document}), act).key


def _draft_notebook(application: Application, school: SchoolKey, publisher: PersonKey) -> EditionKey:
    page = notebook_page("unfinished", "Unfinished", "en", f"PROSE of {school}, unfinished.").encode()
    act = Act(school=school, at=2, person=publisher)
    upload = Upload(kind="notebook", files={"unfinished.en.md": page})
    return upload_draft(application.press, upload, act).key


def _submitted(application: Application, school: SchoolKey, publisher: PersonKey) -> EditionKey:
    key = _draft(application, school, publisher, "submitted-task")
    act = Act(school=school, at=3, person=publisher)
    application.write(lambda unit: submit_for_review(unit.library, key, act))
    return key
