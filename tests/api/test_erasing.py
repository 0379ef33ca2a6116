"""Erasing a student: no row, object, page or byte of the database file knows them; others keep theirs."""

import json
import re
from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from typing import Final

import pytest
from backed_up import Installation, installation, tetrad
from databases import DATABASES
from school_worlds import Schools, Things, World, copy_data
from schools_moved import moved_copy
from sqlalchemy import Connection, inspect, text
from starlette.testclient import TestClient

from api.app import create_app
from api.bootstrap import Application, open_application, open_database
from api.erasing.erasing import NAMELESS, OWN
from api.erasing.register import note_erased
from api.jobs.foresights import FORESIGHT
from deploy.local.postgres import Cluster
from library_core.identities import new_key
from library_core.jobs import Asked, Wanted, ask_for
from library_core.people import PersonKey, SchoolKey

MARKER: Final = "Квазимодо-7f3e"
LATIN: Final = "quasimodo-7f3e"
_OID: Final = "SELECT oid FROM pg_database WHERE datname = current_database()"
PLACES: Final = (
    "drafts.answers",
    "submissions.answers",
    "marks.comment",
    "appeals.words",
    "appeals.reply",
    "annotations.note",
    "annotations.quotation",
    "comments.text",
    "lab_entries.entry",
    "practice_runs.answers",
    "people.display_name",
    "dismissed_hints.note",
)
"""Columns in which the student typed something, or somebody wrote of them."""
OF_PERSONS: Final = frozenset({"person", "student", "attempt", "session", "practice", "submission", "appeal"})


@pytest.fixture(params=DATABASES)
def place(
    request: pytest.FixtureRequest, schools: Schools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Installation:
    """Both schools; the student of the north has put the marker wherever one can."""
    if request.param == "sqlite":
        application = copy_data(schools[0], tmp_path / "data")
    else:
        cluster, moved = (request.getfixturevalue(name) for name in ("cluster", "schools_moved"))
        application = open_application(moved_copy(schools[0], tmp_path / "data", cluster, moved))
    plant(application, schools[1])
    application.close()
    made = Installation(settings=application.settings)
    made.use(monkeypatch)
    return made


def plant(application: Application, things: Things) -> None:
    """Write the marker into everything that is the student's, or of them."""
    student, teacher = things.people["student"], things.people["teacher"]
    with application.database.engine.begin() as connection:

        def run(statement: str, **values: object) -> int:
            return connection.execute(text(statement), values).rowcount

        work = "(SELECT min(key) FROM works)"
        run(f"INSERT INTO comments VALUES ('c', {work}, 'north', :student, '', 1, NULL)", student=student)
        run(
            "INSERT INTO drafts SELECT key, '1', '{}', 1 FROM attempts WHERE student = :student "
            "ON CONFLICT (attempt, slot) DO NOTHING",
            student=student,
        )
        run(
            "INSERT INTO dismissed_hints "
            "SELECT CAST(:own AS VARCHAR), key, 'north', assignment, 2, '', :teacher, 1 "
            "FROM attempts WHERE key <> CAST(:own AS VARCHAR) LIMIT 1",
            own=things.attempt,
            teacher=teacher,
        )
        run(
            "INSERT INTO lab_sessions (key, school, person, attempt, slot, secret, opened_at) "
            "VALUES (7777, 'north', :student, :attempt, 'measured', :secret, 1)",
            student=student,
            attempt=things.attempt,
            secret=b"\0",
        )
        run("INSERT INTO lab_entries VALUES (7777, 1, :sum, '{}', 1)", sum=b"\0")
        run("INSERT INTO sign_in_failures VALUES ('hash of the address and login', 1)")
        run(
            "INSERT INTO repeats (key, body, at, status, content) VALUES ('k', 'b', 1, 200, :content)",
            content=MARKER.encode(),
        )
        whose = dict(OWN)
        for table, name in (place.split(".") for place in PLACES):
            value = json.dumps({"why": MARKER}) if name in {"answers", "entry"} else MARKER
            changed = f'UPDATE "{table}" SET "{name}" = :value WHERE {whose[table]}'
            assert run(changed, value=value, person=student), table
        run("UPDATE credentials SET login = :login WHERE person = :student", login=LATIN, student=student)


def traces(place: Installation, *words: str) -> list[str]:
    """Return the tables, and files of the data folder, that hold any of the words, however encoded."""
    sought = [form for word in words for form in (word.encode(), json.dumps(word).strip('"').encode())]
    files = [path for path in place.settings.data.rglob("*") if path.is_file()]
    kept = {str(path.relative_to(place.settings.data)): [path.read_bytes()] for path in files}
    for table, rows in place.rows().items():
        values = [value for row in rows for value in row.values()]
        kept[table] = [value if isinstance(value, bytes) else str(value).encode() for value in values]
    return [name for name, held in kept.items() if any(each in one for each in sought for one in held)]


def test_everything_of_a_student_goes(place: Installation, schools: Schools) -> None:
    student = schools[1].people["student"]
    told = "tetrad.sqlite3" if not place.settings.database else "people"
    assert told in "".join(traces(place, MARKER, LATIN, student))

    assert tetrad("erase", "north", student, "--yes") == 0

    assert traces(place, MARKER, LATIN, student) == []


def test_what_a_regrade_would_have_changed_goes_with_the_student(
    place: Installation, schools: Schools
) -> None:
    student, asked = schools[1].people["student"], Asked(school=schools[1].school, at=1)
    wanted = Wanted(kind=FORESIGHT, subject="look", order={"student": student})
    with closing(open_application(place.settings)) as application:
        application.write(lambda unit: ask_for(unit.library.jobs, wanted, asked, new_key))

    assert tetrad("erase", "north", student, "--yes") == 0

    assert traces(place, student) == []


def test_it_asks_and_answers_in_the_language_of_the_operator(
    place: Installation, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []

    def say_yes(words: str) -> str:
        asked.append(words)
        return "да"

    monkeypatch.setattr("builtins.input", say_yes)

    assert tetrad("--language", "ru", "erase", "north", LATIN) == 0

    assert asked == ["Стереть всё это навсегда? Введите «да»: "]
    assert "Стёрто записей: " in capsys.readouterr().out


def test_a_dry_run_shows_what_would_go_and_changes_nothing(
    place: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    before = place.rows()

    assert tetrad("erase", "north", LATIN, "--dry-run") == 0

    shown = capsys.readouterr().out
    assert MARKER in shown
    assert re.search(r"\d  submissions", shown)
    assert place.rows() == before


def test_nothing_goes_without_a_yes(place: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda _words: "no")
    before = place.rows()

    assert tetrad("erase", "north", LATIN) == 1

    assert place.rows() == before


def test_teachers_and_strangers_are_not_erased(
    place: Installation, schools: Schools, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tetrad("erase", "north", schools[1].people["teacher"], "--yes") == 1
    assert tetrad("erase", "south", LATIN, "--yes") == 1

    said = capsys.readouterr().err
    assert "Only students" in said
    assert "Nobody of the school" in said


def test_what_a_reader_keeps_in_the_file_is_told_and_goes_with_the_next_call(
    schools: Schools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copy_data(schools[0], tmp_path / "data").close()
    place, student = installation(tmp_path / "data"), schools[1].people["student"]
    place.use(monkeypatch)
    monkeypatch.setattr("api.erasing.free_space.READERS", 0.1)

    with closing(connect(place.settings.data / "tetrad.sqlite3", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM people").fetchall()
        assert tetrad("erase", "north", student, "--yes") == 1
    assert "`tetrad erase --rewrite`" in capsys.readouterr().err

    assert tetrad("erase", "--rewrite") == 0
    assert traces(place, student) == []


def bytes_in(cluster: Cluster, place: Installation) -> bytes:
    """Return what the files of an installation's database in PostgreSQL hold."""
    cluster.execute("CHECKPOINT")
    with closing(open_database(place.settings)) as database:
        oid = database.read(lambda it: it.execute(text(_OID)).scalar_one())
    folder = cluster.folder / "data" / "base" / str(oid)
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


@pytest.mark.slow
@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_the_files_of_postgresql_hold_nothing_of_a_student_either(
    place: Installation, cluster: Cluster
) -> None:
    assert LATIN.encode() in bytes_in(cluster, place)

    assert tetrad("erase", "north", LATIN, "--yes") == 0

    assert LATIN.encode() not in (held := bytes_in(cluster, place))
    assert MARKER.encode() not in held


@pytest.mark.slow
@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_large_tables_of_postgresql_are_named_and_rewritten_when_asked_for(
    place: Installation,
    cluster: Cluster,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("api.erasing.free_space.SMALL", 0)
    assert tetrad("erase", "north", LATIN, "--yes") == 1
    assert "credentials" in capsys.readouterr().err
    assert LATIN.encode() in bytes_in(cluster, place)

    assert tetrad("erase", "--rewrite") == 0

    assert LATIN.encode() not in bytes_in(cluster, place)


@pytest.mark.slow
@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_who_still_sees_the_rows_in_postgresql_is_told_of(
    place: Installation, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("api.erasing.free_space.READERS", 0.1)
    with closing(open_database(place.settings)) as database:

        def read(connection: Connection) -> int:
            connection.execute(text("SELECT count(*) FROM schools")).scalar_one()
            return tetrad("erase", "north", LATIN, "--yes")

        assert database.read_at_length(read) == 1

    assert "submissions" in capsys.readouterr().err


def test_erasing_names_a_student_or_only_rewrites(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    installation(tmp_path / "data").use(monkeypatch)

    assert [tetrad("erase"), tetrad("erase", "north"), tetrad("erase", "north", "--rewrite")] == [1, 1, 1]

    assert capsys.readouterr().err.count("Name the school and the student") == 3


def test_the_register_knows_that_somebody_was_erased_but_not_who(place: Installation) -> None:
    assert tetrad("erase", "north", LATIN, "--yes") == 0

    (line,) = (place.settings.data / "erased.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line).keys() == {"erased", "at"}


def test_pages_of_others_know_nothing_and_go_on(place: Installation, schools: Schools) -> None:
    things = schools[1]
    assert tetrad("erase", "north", LATIN, "--yes") == 0
    gradebook, assigned = f"/classes/{things.class_}/gradebook", f"/assigned/{things.assignment}"

    application = open_application(place.settings)
    with TestClient(create_app(application)) as client:
        world = World(
            application=application, client=client, north=things, south=schools[2], library_edition=schools[3]
        )
        teacher = world.browser(things, "teacher")
        pages = [
            teacher.get(path)
            for path in (
                gradebook,
                f"{gradebook}.csv",
                assigned,
                f"{assigned}/copies",
                f"{assigned}/regrade",
                "/queue",
                "/classes",
                f"/classes/{things.class_}",
            )
        ]
        gone = teacher.get(f"/students-work/{things.attempt}")
    application.close()

    assert {page.status_code for page in pages} == {200}
    assert gone.status_code == 404
    assert not [
        page for page in pages if MARKER in page.text or LATIN in page.text or "north-student" in page.text
    ]


def test_other_students_keep_every_row(place: Installation, schools: Schools) -> None:
    student, before = schools[1].people["student"], place.rows()

    assert tetrad("erase", "north", LATIN, "--yes") == 0

    after = place.rows()
    for table in ("attempts", "people", "credentials", "class_members", "submissions"):
        kept = [
            row
            for row in before[table]
            if student not in row.values() and row.get("attempt") != schools[1].attempt
        ]
        assert [row for row in kept if row not in after[table] and student not in str(row)] == []


def test_an_older_backup_is_restored_without_who_was_erased(
    place: Installation, schools: Schools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tetrad("backup", tmp_path / "older") == 0
    assert tetrad("erase", "north", LATIN, "--yes") == 0
    register = place.settings.data / "erased.jsonl"
    again = installation(tmp_path / "again")
    again.use(monkeypatch)

    assert tetrad("restore", tmp_path / "older", "--erased", register) == 0

    assert not [row for row in again.rows()["people"] if row["key"] == schools[1].people["student"]]
    assert (again.settings.data / "erased.jsonl").read_bytes() == register.read_bytes()
    assert traces(again, MARKER, LATIN, schools[1].people["student"]) == []


@pytest.mark.parametrize("named", [True, False], ids=["named", "in the data folder"])
def test_an_older_export_is_taken_in_without_who_was_erased(
    schools: Schools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: bool
) -> None:
    copy_data(schools[0], tmp_path / "data").close()
    place, again = installation(tmp_path / "data"), installation(tmp_path / "again")
    place.use(monkeypatch)
    assert tetrad("export", tmp_path / "older.zip") == 0
    student, register = schools[1].people["student"], again.settings.data / "erased.jsonl"
    again.settings.data.mkdir()
    (tmp_path / "erased").mkdir()
    given = tmp_path / "erased" if named else register.parent
    note_erased(given, SchoolKey("north"), PersonKey(student), 1)
    again.use(monkeypatch)

    assert (
        tetrad("import", tmp_path / "older.zip", *(("--erased", given / register.name) if named else ())) == 0
    )

    assert student not in str([again.rows()[table] for table in ("people", "credentials", "attempts")])
    assert register.read_bytes().count(b"erased") == 1
    assert traces(again, student) == []


def test_every_column_that_may_name_a_person_is_thought_of(place: Installation) -> None:
    application = open_application(place.settings)
    inspected = inspect(application.database.engine)
    naming = {
        table
        for table in inspected.get_table_names()
        if OF_PERSONS & {column["name"] for column in inspected.get_columns(table)}
    }
    application.close()

    others = {"written_documents"}
    assert naming - {table for table, _ in OWN} - set(NAMELESS) == others
