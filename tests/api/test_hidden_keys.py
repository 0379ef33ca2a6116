"""What a student's browser never gets before the rules allow: keys, solutions, hidden givens, mistakes."""

import re
from typing import Any

import pytest
from school_worlds import Browser, World

from variants.checkers.registry import type_key
from variants.texts import LANGUAGES
from variants.variant import Variant

SOLUTION = {"SOLUTION-WORDS", "СЛОВА-РЕШЕНИЯ"}
HIDDEN = {"5713", "MISTAKE-WORDS", "СЛОВА-ОБ-ОШИБКЕ", "SAMPLE-WORDS", "СЛОВА-ОБРАЗЦА"}


def dealt(world: World) -> Variant:
    """Return the variant of the student's first slot."""
    north = world.north
    opened = world.application.read(
        lambda unit: unit.engine.attempts.open_own(north.actor("student"), north.attempt)
    )
    assert opened is not None
    return opened.attempt.slots[0].variant


def practised(world: World) -> Variant:
    north = world.north
    run = world.application.read(lambda unit: unit.engine.practices.find(north.actor("student"), north.run))
    assert run is not None
    return run.frozen.variant


def right_answers(variant: Variant) -> set[str]:
    """Return the numbers of the right answer as printed in either language."""
    typed = (str(type_key(variant.asks[0].key, language)) for language in LANGUAGES)
    return {text.split()[0] for text in typed}


def secrets_in(response: Any, secrets: set[str]) -> set[str]:  # noqa: ANN401 - the client's own response
    """Return which of the secrets stand in a response, its tokens aside."""
    assert response.status_code in {200, 303, 422}
    shown = re.sub(r"[0-9a-f]{64,}", "", response.text + str(response.headers))
    return {secret for secret in secrets if secret in shown}


def responses_of_an_attempt(student: Browser, path: str) -> list[Any]:
    wrong = {"answer.part": "1000 кг", "idempotency": "wrong"}
    misprint = {"answer.part": "3*+", "idempotency": "misprint"}
    typed = {"ask": "part", "typed": "1000 кг"}
    return [
        student.get("/assignments"),
        student.get(path),
        student.post(f"{path}/1/reading", typed),
        student.post(f"{path}/1/reading", {**typed, "typed": "3*+"}),
        student.post(f"{path}/1/reading", {**typed, "typed": "1000 м"}),
        student.post(f"{path}/1/draft", {"answer.part": "1000"}),
        student.post(f"{path}/1/draft", {"answer.part": "1000"}, accept="application/json"),
        student.post(f"{path}/1/check", misprint, hx_request="true"),
        student.post(f"{path}/1/check", wrong, hx_request="true"),
        student.post(f"{path}/1/check", wrong),
        student.get(path),
        student.get(path, accept_language="en"),
    ]


def change_rules(world: World, **rules: str) -> None:
    form = {"due": "2030-01-01T20:00", "tries": "1", "late": "mark", **rules}
    path = f"/assigned/{world.north.assignment}"
    assert world.browser(world.north, "teacher").post(f"{path}/rules", form).status_code == 303


def test_the_secrets_of_this_test_are_real(world: World) -> None:
    variant = dealt(world)

    statement = variant.statement.in_language("ru") + variant.statement.in_language("en")
    assert any(given.hidden for given in variant.given)
    assert not any(number in statement for number in right_answers(variant))


def test_nothing_tells_the_key_of_an_attempt_before_it_is_finished(world: World) -> None:
    student, path = world.browser(world.north, "student"), f"/assignments/{world.north.attempt}"
    secrets = SOLUTION | HIDDEN | right_answers(dealt(world))

    found = [secrets_in(response, secrets) for response in responses_of_an_attempt(student, path)]

    assert found == [set()] * len(found)


@pytest.mark.parametrize(
    ("solutions", "closed", "shown"),
    [
        ("after_answer", False, True),
        ("after_due", False, False),
        ("after_due", True, True),
        ("never", True, False),
    ],
)
def test_the_solution_shows_when_the_rules_allow(
    solutions: str, closed: bool, shown: bool, world: World
) -> None:
    student, path = world.browser(world.north, "student"), f"/assignments/{world.north.attempt}"
    change_rules(world, solutions=solutions)

    student.post(f"{path}/1/check", {"answer.part": "1000 кг", "idempotency": "wrong"})
    if closed:
        world.browser(world.north, "teacher").post(f"/assigned/{world.north.assignment}/closing")
    page = student.get(path)

    assert bool(secrets_in(page, SOLUTION)) == shown
    assert bool(secrets_in(page, right_answers(dealt(world)))) == shown
    assert not secrets_in(page, HIDDEN)


def test_a_mistake_is_named_to_who_makes_it(world: World) -> None:
    student, variant = world.browser(world.north, "student"), dealt(world)
    shown = re.search(r"\d+(\.\d+)?", variant.statement.in_language("en"))
    assert shown is not None

    form = {"answer.part": f"{float(shown[0]) * 7:.1f} kg", "idempotency": "mistake"}
    page = student.post(f"/assignments/{world.north.attempt}/1/check", form, hx_request="true")

    assert secrets_in(page, HIDDEN) == {"СЛОВА-ОБ-ОШИБКЕ"}


def test_practice_tells_nothing_before_its_solution_is_asked_for(world: World) -> None:
    student, path = world.browser(world.north, "student"), f"/practice/{world.north.run}"
    secrets = SOLUTION | HIDDEN | right_answers(practised(world))

    answers = [
        student.get(path),
        student.post(f"{path}/reading", {"ask": "part", "typed": "1000 кг"}),
        student.post(f"{path}/check", {"answer.part": "1000 кг"}),
        student.post(f"{path}/check", {"answer.part": "3*+"}, hx_request="true"),
        student.get("/practice"),
    ]
    before = [secrets_in(answer, secrets) for answer in answers]
    student.post(f"{path}/solution")

    assert before == [set()] * len(before)
    assert secrets_in(student.get(path), SOLUTION) == {"СЛОВА-РЕШЕНИЯ"}
    assert secrets_in(student.get(path), right_answers(practised(world)))
    assert not secrets_in(student.get(path), HIDDEN)


def test_a_classmate_gets_numbers_of_their_own(world: World) -> None:
    browsers = [world.browser(world.north, name) for name in ("student", "classmate")]
    lists = [browser.get("/assignments").text for browser in browsers]
    paths = [re.findall(r'href="(/assignments/[^"]+)"', page)[0] for page in lists]

    pages = [browser.get(path).text for browser, path in zip(browsers, paths, strict=True)]

    statements = [re.findall(r'class="statement">(.*?)</div>', page, re.DOTALL) for page in pages]
    assert len(statements[0]) == 2
    assert all(mine != theirs for mine, theirs in zip(*statements, strict=True))
