"""A text that somebody writes is proven by a worker, once; its page says meanwhile how that stands."""

import pytest
from school_worlds import World
from sqlalchemy import update

from api.bootstrap import Unit
from api.jobs.problems import problems_from_json
from api.jobs.text_proofs import PROOF, prove_text, proven_from_json
from api.jobs.working import work_off
from api.task_pools import POOL_RECIPE
from library_core.adapters.job_tables import jobs
from library_core.editions import Edition
from library_core.objects import ObjectKey
from library_core.people import PersonKey, SchoolKey
from library_core.written import WrittenKey

TEXT = """\
id: path
title: {en: Path, ru: Путь}
subject: physics
section: mechanics
grades: [7]
given:
  v: {from: 2, to: 20, step: 1, unit: m/s}
  t: {from: 3, to: 20, step: 1, unit: s}
solve: {s: v*t}
certify: [s/t = v]
ask: {s: {kind: quantity, unit: m, tolerance: 2%}}
statement:
  en: Moves at {{v}} for {{t}}.
  ru: Движется со скоростью {{v}} в течение {{t}}.
solution:
  en: "{{s}}"
  ru: "{{s}}"
"""


def test_what_is_proven_comes_back_as_plain_values() -> None:
    proven = proven_from_json(prove_text(TEXT, "path")[0])

    assert proven.problems == ()
    assert proven.graded > proven.practice > 0
    assert proven.separation is not None


def test_what_is_worth_another_look_comes_back_too() -> None:
    signed = TEXT.replace("v: {from: 2", "v: {from: -20")

    assert [each.line for each in proven_from_json(prove_text(signed, "path")[0]).doubts] == [11]
    assert proven_from_json(prove_text(TEXT, "path")[0]).doubts == ()


def test_what_may_not_be_published_is_told_with_its_problems() -> None:
    told, made = prove_text(TEXT.replace("s/t = v", "s/t = v + t*v/t"), "path")

    assert problems_from_json(told["problems"])
    assert (told["graded"], made) == (0, {})


def counted(world: World) -> int:
    """Return how many proofs have been asked for."""
    found = world.application.read(lambda unit: unit.library.jobs.count())
    return sum(count for (kind, _), count in found.items() if kind == PROOF)


def test_a_text_is_proven_once_and_its_page_waits_meanwhile(world: World) -> None:
    teacher = world.browser(world.north, "teacher")
    address = f"/my-tasks/{world.north.written}"
    pages = [teacher.get(f"{address}/{page}").text for page in ("preview", "proof", "proof", "preview")]
    work_off(world.application, (PROOF,))
    after = teacher.get(f"{address}/preview").text

    assert all('id="proving"' in page and 'id="proven"' not in page for page in pages)
    assert 'hx-trigger="load"' in pages[0]
    assert all('hx-trigger="load delay:1s"' in page for page in pages[1:])
    assert ('id="proven"' in after, 'id="proving"' in after, counted(world)) == (True, False, 1)


def test_a_proof_that_failed_is_begun_again_when_asked(world: World) -> None:
    teacher, address = world.browser(world.north, "teacher"), f"/my-tasks/{world.north.written}/proof"
    teacher.get(address)
    with world.application.database.engine.begin() as connection:
        connection.execute(update(jobs).where(jobs.c.kind == PROOF).values(state="parked", only=None))

    failed, looked = teacher.get(address).text, counted(world)
    teacher.get(f"{address}?again=yes")

    assert "hx-trigger" not in failed[failed.index('id="proof"') :].partition(">")[0]
    assert (looked, counted(world)) == (1, 2)


def published(world: World) -> Edition | None:
    """Return what the written task was published as."""
    north = world.north

    def read(unit: Unit) -> Edition | None:
        document = unit.library.written.find(
            SchoolKey("north"), PersonKey(north.people["teacher"]), WrittenKey(north.written)
        )
        assert document is not None
        return unit.library.editions.find(document.school, document.edition) if document.edition else None

    return world.application.read(read)


def test_a_text_that_nobody_has_proven_is_proven_before_it_is_published(world: World) -> None:
    teacher, address = world.browser(world.north, "teacher"), f"/my-tasks/{world.north.written}"

    answer = teacher.post(f"{address}/publication", {"idempotency": "early"})

    assert answer.headers["location"].endswith(f"{address}/preview")
    assert (published(world), counted(world)) == (None, 1)


@pytest.mark.parametrize("page", ["publication", "offer"])
def test_publishing_takes_what_the_proof_has_made(
    world: World, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    teacher, address = world.browser(world.north, "teacher"), f"/my-tasks/{world.north.written}"
    teacher.get(f"{address}/proof")
    work_off(world.application, (PROOF,))
    monkeypatch.setattr("api.task_pools.prove_task", None)

    answer = teacher.post(f"{address}/{page}", {"idempotency": page})

    assert answer.headers["location"].endswith(f"{address}/preview")
    assert counted(world) == 1
    assert (published(world) is not None) == (page == "publication")


def test_what_was_swept_away_since_is_proven_again(world: World) -> None:
    teacher, address = world.browser(world.north, "teacher"), f"/my-tasks/{world.north.written}"
    teacher.get(f"{address}/proof")
    work_off(world.application, (PROOF,))
    person = PersonKey(world.north.people["teacher"])
    mine = world.application.read(lambda unit: unit.library.jobs.of_person(SchoolKey("north"), person, 9))
    (job,) = (one for one in mine if one.wanted.kind == PROOF)
    world.application.objects.delete(ObjectKey(job.outcome["made"][POOL_RECIPE]), unless_put_since=1 << 60)

    teacher.post(f"{address}/publication", {"idempotency": "late"})

    assert (published(world), counted(world)) == (None, 2)
