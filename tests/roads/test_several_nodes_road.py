"""Two nodes behind HAProxy, on PostgreSQL and SeaweedFS, are one Tetrad: killed, nothing is lost."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import expect
from schools import RoadSchool, dealt
from serving import Server
from several_nodes import PRACTICAL, answered, ask, crowd, fail_to_sign_in, publish
from test_lab_in_notebook_road import answer_task, assign_practical
from walking import Walker, wait_until

from api.bootstrap import Application, open_application
from api.settings import read_settings
from deploy.local.nodes import worker
from deploy.local.processes import Running, start
from deploy.local.site import Local, local
from search.adapters.tantivy_index import TantivyIndex

pytestmark = [pytest.mark.slow, pytest.mark.browser]
Walk = Callable[..., Walker]
NEW = ("tasks/mechanics/scales-in-a-lift.yaml", "tasks/mechanics/two-skiers.yaml")
LONGEST_JOBS = 240.0


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Local]:
    with local(tmp_path_factory.mktemp("site"), nodes=2, workers=0, built_in=False) as site:
        yield site


@pytest.fixture(scope="module")
def server(site: Local) -> Server:
    given = {**site.site.environment(), "TETRAD_DATA": str(site.site.folder / "tests")}
    return Server(address=site.address, settings=read_settings(given))


@pytest.fixture(scope="module")
def application(server: Server) -> Iterator[Application]:
    with contextlib.closing(open_application(server.settings)) as application:
        publish(application, PRACTICAL, prepared=True)
        yield application


def ports(site: Local) -> list[int]:
    return [int(node.program.environment["TETRAD_PORT"]) for node in site.nodes]


def cookie_of(walker: Walker) -> str:
    return "; ".join(f"{one['name']}={one['value']}" for one in walker.page.context.cookies())


def asked_again(node: Running) -> bool:
    """Wait until the proxy sends people to a node that has come back."""
    before = answered(node)
    return wait_until(lambda: answered(node) > before + 5)


def test_a_lesson_goes_on_whichever_node_answers(site: Local, school: RoadSchool, walk: Walk) -> None:
    before = [answered(node) for node in site.nodes]
    teacher, student = walk().sign_in(school, "teacher"), walk().sign_in(school, "student-1")
    key = assign_practical(teacher, school)
    task, lab = dealt(school, 0, key).slots
    student.go(f"/assignments/{key}")

    answer_task(student.page, school, task, key)
    student.go(f"/assignments/{key}/labs/{lab.name}")
    student.page.locator('[data-instrument="timer"] [data-measure]').click()

    expect(student.page.locator("[data-log] tr")).to_have_count(1)
    expect(teacher.page.locator("#live td .badge.right")).to_have_count(1, timeout=60_000)
    assert all(answered(node) > past + 5 for node, past in zip(site.nodes, before, strict=True))


def test_what_is_published_comes_to_every_node_by_itself(
    site: Local, application: Application, school: RoadSchool, walk: Walk
) -> None:
    folders = [Path(node.program.environment["TETRAD_DATA"]) / "search" for node in site.nodes]
    publish(application, NEW, prepared=False)
    last = application.press.library.read(lambda library: library.changes.last())

    came = [wait_until(partial(_is_at, folder, last)) for folder in folders]

    cookie = cookie_of(walk().sign_in(school, "teacher"))
    headers = {"cookie": cookie, "host": f"127.0.0.1:{site.site.port}"}
    pages = [ask(port, "/catalogue?kind=task", headers) for port in ports(site)]
    assert came == [True, True]
    assert pages[0][0] == 200
    assert {page.count('class="sheet card"') for _, page in pages} == {5}


def _is_at(folder: Path, sequence: int) -> bool:
    return TantivyIndex(folder).sequence() == sequence


def test_forms_are_valid_and_guesses_are_counted_on_all_nodes_together(
    site: Local, school: RoadSchool
) -> None:
    one, other = ports(site)
    host, login = f"127.0.0.1:{site.site.port}", school.login("student-2")
    turns = [(one, other), (other, one)] * 6

    statuses = [fail_to_sign_in(turn, host, login) for turn in turns]

    refused = statuses.index(429)
    assert set(statuses[:refused]) == {401}
    assert set(statuses[refused:]) == {429}


def test_a_rolling_restart_loses_no_request(site: Local, school: RoadSchool, walk: Walk) -> None:
    student = walk().sign_in(school, "student-1")

    with crowd(site.site.port, "/assignments", cookie_of(student)) as met:
        for node in site.nodes:
            node.stop()
            node.start_again()
            assert asked_again(node)

    assert met.answers.total() > 50
    assert met.answers.keys() == {200}
    student.go("/assignments")


def test_a_killed_node_costs_nobody_more_than_one_attempt(
    site: Local, school: RoadSchool, walk: Walk
) -> None:
    teacher, student = walk().sign_in(school, "teacher"), walk().sign_in(school, "student-1")
    key = assign_practical(teacher, school)
    task = dealt(school, 0, key).slots[0]
    student.go(f"/assignments/{key}")

    with crowd(site.site.port, "/assignments", cookie_of(student)) as met:
        assert all(asked_again(node) for node in site.nodes)
        site.nodes[0].kill()
        answer_task(student.page, school, task, key)
        site.nodes[0].start_again()

    expect(student.page.locator(f'[id="task-{task.name}"] .badge.right').first).to_be_visible()
    assert met.answers[200] > 20
    assert met.failed_twice == 0


def counted(application: Application) -> dict[str, int]:
    jobs = application.read(lambda unit: unit.library.jobs.count())
    return {state: number for (_, state), number in jobs.items()}


def test_a_killed_worker_s_jobs_are_done_by_another(
    site: Local, application: Application, tmp_path: Path
) -> None:
    publish(application, NEW, prepared=False)
    programs = [worker(site.site, name) for name in ("worker-1", "worker-2")]
    impatient = ["--kinds", "pool", "--silence", "3"]
    with contextlib.ExitStack() as undo:
        workers: list[Running] = []
        for program in programs:
            workers.append(start(replace(program, command=[*program.command, *impatient])))
            undo.callback(workers[-1].kill)
            if len(workers) == 1:
                assert wait_until(lambda: "running" in counted(application), LONGEST_JOBS)

        workers[0].kill()

        assert wait_until(lambda: counted(application).keys() == {"done"}, LONGEST_JOBS)
    assert counted(application)["done"] >= len(NEW)
