"""What takes long goes on as a job: its page leads to what was made, says what is wrong, stops, repeats."""

import io
import sys
import zipfile
from pathlib import Path
from typing import Final

import pytest
from school_worlds import Browser, World

from api.jobs import deals
from api.jobs.working import work_off
from library_core.adapters.job_tables import jobs as table
from library_core.identities import new_key
from library_core.jobs import Asked, Job, Wanted, ask_for
from library_core.people import PersonKey
from library_core.uploads import UploadKey
from notebooks_engine.teaching.running_classes import add_students

sys.path.insert(0, str(Path(__file__).parents[1] / "library_core"))
from epub_builders import build_epub

PACKAGES: Final = "/documents/packages"


@pytest.fixture
def publisher(world: World) -> Browser:
    return world.browser(world.north, "publisher")


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is sent is so large that nobody waits for it."""
    monkeypatch.setattr("api.routes.library.packages.LARGEST_AT_ONCE", 0)


def send(publisher: Browser, content: bytes, name: str = "book.epub") -> str:
    """Send a package and return where its publisher is led."""
    sent = publisher.post(PACKAGES, files={"files": (name, content)})
    assert sent.status_code == 303
    return str(sent.headers["location"])


def jobs_of(world: World, kind: str) -> list[Job]:
    """Return the jobs of a kind: open ones first, then the newest."""
    jobs = world.application.read(lambda unit: unit.library.jobs.all(100))
    return [job for job in jobs if job.wanted.kind == kind]


def broken() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
    return target.getvalue()


@pytest.mark.usefixtures("large")
def test_a_large_package_becomes_a_draft_while_its_publisher_waits(world: World, publisher: Browser) -> None:
    page = send(publisher, build_epub())
    waiting = publisher.get(page)

    work_off(world.application)

    assert "Ждёт очереди" in waiting.text
    assert publisher.get(page).headers["location"].startswith("/documents/")
    assert publisher.get(page, hx_request="true").headers["hx-redirect"].startswith("/documents/")


@pytest.mark.usefixtures("large")
def test_a_package_that_is_sent_twice_is_one_draft(world: World, publisher: Browser) -> None:
    for _ in "12":
        send(publisher, build_epub())

    work_off(world.application)

    first, second = jobs_of(world, "package")
    assert (first.state, second.state) == ("done", "done")
    assert first.outcome["edition"] == second.outcome["edition"]


@pytest.mark.usefixtures("large")
def test_what_is_wrong_in_a_large_package_stands_on_the_page_of_its_job(
    world: World, publisher: Browser
) -> None:
    page = send(publisher, broken())

    work_off(world.application)

    shown = publisher.get(page)
    assert shown.status_code == 200
    assert "Пакет нельзя принять в таком виде" in shown.text
    assert 'role="alert"' in shown.text
    assert publisher.get(page, hx_request="true").headers["hx-refresh"] == "true"


@pytest.mark.usefixtures("large")
def test_a_package_whose_files_were_cancelled_is_refused_in_words(world: World, publisher: Browser) -> None:
    page = send(publisher, build_epub())
    upload = UploadKey(jobs_of(world, "package")[0].wanted.subject)
    world.application.write(lambda unit: unit.library.uploads.forget(upload))

    work_off(world.application)

    assert "Файлов больше нет" in publisher.get(page).text


def test_a_small_package_needs_no_worker(world: World, publisher: Browser) -> None:
    assert send(publisher, build_epub()).startswith("/documents/")

    assert jobs_of(world, "package") == []


@pytest.mark.usefixtures("large")
def test_a_package_whose_worker_died_at_the_very_end_is_taken_in_once(
    world: World, publisher: Browser
) -> None:
    page = send(publisher, build_epub())
    (job,) = jobs_of(world, "package")
    work_off(world.application)
    editions = world.count("editions")
    as_it_was = {"state": "waiting", "outcome": "{}"}
    world.application.database.write(
        lambda connection: connection.execute(table.update().where(table.c.key == job.key).values(as_it_was))
    )

    work_off(world.application)

    assert world.count("editions") == editions
    assert publisher.get(page).headers["location"].startswith("/documents/")


@pytest.mark.usefixtures("large")
def test_a_job_is_stopped_and_begun_again_by_who_asked_for_it(world: World, publisher: Browser) -> None:
    page = send(publisher, build_epub())

    publisher.post(f"{page}/stopping")
    stopped = publisher.get(page)
    publisher.post(f"{page}/repeating")
    work_off(world.application)

    assert "Остановлено" in stopped.text
    assert publisher.get(page).headers["location"].startswith("/documents/")


def test_everybody_sees_their_own_jobs_alone(world: World) -> None:
    key = world.north.job

    mine, theirs = (
        world.browser(things, "teacher").get("/jobs").text for things in (world.north, world.south)
    )

    assert key in mine
    assert key not in theirs
    assert key in world.browser(world.north, "teacher").get("/classes").text


def test_the_operator_sees_and_cancels_all_jobs(world: World) -> None:
    operator = world.browser(world.north, "operator")

    shown = operator.get("/server/jobs").text
    operator.post("/server/jobs", {"job": world.south.job, "step": "cancel"})

    job = world.application.read(lambda unit: unit.library.jobs.find(world.south.job))
    assert world.south.job in shown
    assert job is not None
    assert job.state == "cancelled"


def test_the_operator_has_the_index_of_this_machine_made_anew(world: World) -> None:
    world.browser(world.north, "operator").post("/server/jobs", {"step": "index"})

    work_off(world.application, ["index"])

    (job,) = jobs_of(world, "index")
    assert job.outcome["changes"] > 0


def assigned(teacher: Browser, world: World) -> str:
    form = {"class_": world.north.class_, "tries": "3", "due": "", "idempotency": new_key()}
    sent = teacher.post(f"/catalogue/{world.north.edition}/assign", form)
    return str(sent.headers["location"])


def test_many_students_are_dealt_to_by_a_worker(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deals, "MOST_AT_ONCE", 1)
    teacher = world.browser(world.north, "teacher")
    attempts = world.count("attempts")

    page = assigned(teacher, world)
    before = world.count("attempts")
    work_off(world.application, ["deal"])

    assert (before, world.count("attempts")) == (attempts, attempts + 2)
    assert teacher.get(page).headers["location"].startswith("/assigned/")


def test_a_deal_that_is_no_longer_possible_is_refused_in_words(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deals, "MOST_AT_ONCE", 1)
    teacher = world.browser(world.north, "teacher")
    page = assigned(teacher, world)
    (job,) = jobs_of(world, "deal")
    other = Asked(school=job.school, at=job.requested_at, person=PersonKey("north-colleague"))
    wanted = Wanted(kind="deal", subject="other", order=job.wanted.order)
    world.application.write(lambda unit: ask_for(unit.library.jobs, wanted, other, new_key))

    work_off(world.application, ["deal"])

    assert teacher.get(page).status_code == 303
    refused = world.application.read(lambda unit: unit.library.jobs.latest(job.school, "deal", "other"))
    assert refused is not None
    assert refused.state == "refused"
    assert refused.said.languages == ("en", "ru")


def test_students_who_join_while_a_deal_waits_are_dealt_to_with_the_others(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deals, "MOST_AT_ONCE", 1)
    attempts = world.count("attempts")
    assigned(world.browser(world.north, "teacher"), world)
    joining = [(world.north.people["publisher"], "")]
    teacher = world.north.actor("teacher")
    world.application.write(lambda unit: add_students(unit.engine, teacher, world.north.class_, joining))

    work_off(world.application, ["deal"])

    assert world.count("attempts") == attempts + 3
