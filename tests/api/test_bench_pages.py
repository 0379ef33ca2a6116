"""A student at the bench: readings, cells, columns and the report, with forms alone and with JSON."""

import json
import re
from typing import Any

import pytest
from school_worlds import Browser, World

from notebooks_engine.attempts import Draft

ALPHA = {"set.alpha": "40", "set.s": "80", "set.load": "0", "set.side": "wide"}


def bench_of(world: World) -> str:
    return f"/assignments/{world.north.lab.attempt}/labs/1"


def practice_of(world: World) -> str:
    return f"/practice/{world.north.lab.run}/lab"


@pytest.fixture
def student(world: World) -> Browser:
    return world.browser(world.north, "student")


def draft_of(world: World) -> Draft | None:
    north = world.north
    opened = world.application.read(
        lambda unit: unit.engine.attempts.open_own(north.actor("student"), north.lab.attempt)
    )
    assert opened is not None
    return opened.drafts.get("1")


def followed(student: Browser, response: Any) -> str:  # noqa: ANN401 - the client's own response
    """Return the page that a form leads to."""
    assert response.status_code == 303, response.text
    return str(student.get(response.headers["location"].partition("#")[0]).text)


def sent(student: Browser, path: str, body: dict[str, Any]) -> Any:  # noqa: ANN401
    return student.send_raw(path, json.dumps(body).encode(), "application/json")


def reading(angle: float = 40, request: str = "first") -> dict[str, Any]:
    settings = {"alpha": angle, "s": 80, "load": 0, "side": "wide"}
    return {"settings": settings, "at": 0, "instrument": "timer", "span": "", "request": request}


def test_a_reading_is_taken_with_a_form_alone_and_stands_in_the_log(world: World, student: Browser) -> None:
    form = {**ALPHA, "measure": "timer", "idempotency": "one"}

    page = followed(student, student.post(f"{bench_of(world)}/readings", form))

    assert page.count('data-entry="1"') == 1
    assert re.search(r"<output data-display[^>]*>0,\d{3}</output>", page)
    assert 'name="set.alpha" min="0" max="60" step="1" value="40"' in page


def test_the_same_form_sent_twice_is_one_reading(world: World, student: Browser) -> None:
    form = {**ALPHA, "measure": "timer", "idempotency": "one"}

    pages = [followed(student, student.post(f"{bench_of(world)}/readings", form)) for _ in range(2)]

    assert 'data-entry="1"' in pages[1]
    assert 'data-entry="2"' not in pages[1]


def test_a_look_keeps_settings_in_the_address_and_logs_nothing(world: World, student: Browser) -> None:
    response = student.post(f"{bench_of(world)}/look", {**ALPHA, "set.side": "narrow"})

    page = followed(student, response)

    assert "set.alpha=40" in response.headers["location"]
    assert 'value="narrow" data-setting checked' in page
    assert "data-entry=" not in page


@pytest.mark.parametrize("query", ["set.alpha=1000", "set.alpha=x", "set.side=inner", "at=-5", "chosen=a"])
def test_an_address_that_makes_no_sense_leaves_the_bench_as_it_was(
    query: str, world: World, student: Browser
) -> None:
    page = student.get(f"{bench_of(world)}?{query}")

    assert page.status_code == 200
    assert 'name="set.alpha" min="0" max="60" step="1" value="10"' in page.text


def test_a_setting_out_of_range_is_told_and_costs_nothing(world: World, student: Browser) -> None:
    form = {**ALPHA, "set.alpha": "90", "measure": "timer", "idempotency": "one"}

    response = student.post(f"{bench_of(world)}/readings", form)

    assert response.status_code == 422
    assert "от 0 до 60" in response.text
    assert "data-entry=" not in response.text


def test_a_cell_takes_the_chosen_reading_and_its_row_the_settings(world: World, student: Browser) -> None:
    path = bench_of(world)
    for angle in (30, 40):
        student.post(
            f"{path}/readings",
            {**ALPHA, "set.alpha": str(angle), "measure": "timer", "idempotency": f"a{angle}"},
        )

    student.post(f"{path}/draft", {**ALPHA, "fill": "slides_down.t1.0", "chosen": "1"})

    draft = draft_of(world)
    assert draft is not None
    row = draft.answers["table-slides_down"]["rows"][0]
    assert row == {"angle": "30", "path": "80", "t1": {"entry": 1}}


def test_a_shown_reading_that_is_typed_over_is_no_logged_one(world: World, student: Browser) -> None:
    cell = "table-slides_down.t1.0"
    form = {f"answer.{cell}": "1,5", f"entry.{cell}": "1", f"shown.{cell}": "1,236"}

    student.post(f"{bench_of(world)}/draft", form)

    draft = draft_of(world)
    assert draft is not None
    assert draft.answers["table-slides_down"]["rows"] == [{"t1": "1,5"}]


def test_a_column_is_calculated_by_the_student_s_own_formula(world: World, student: Browser) -> None:
    form = {
        "answer.table-slides_down.path.0": "80",
        "answer.table-slides_down.tm.0": "0,8",
        "answer.table-slides_down.path.1": "80",
        "formula.table-slides_down.acc": "2*path/tm^2",
        "calculate": "slides_down.acc",
    }

    page = followed(student, student.post(f"{bench_of(world)}/draft", form))

    assert 'name="answer.table-slides_down.acc.0" value="2,5"' in page
    assert 'name="answer.table-slides_down.acc.1" value=""' in page


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("2*path/tm", "единица измерения не получается"),
        ("2*mu", "неизвестное имя"),
        ("2*(path", "не читается"),
        ("__import__('os')", "не читается"),
        ("", "не читается"),
    ],
)
def test_a_formula_that_makes_no_sense_says_why_and_changes_nothing(
    formula: str, words: str, world: World, student: Browser
) -> None:
    form = {
        "answer.table-slides_down.path.0": "80",
        "answer.table-slides_down.acc.0": "7",
        "formula.table-slides_down.acc": formula,
        "calculate": "slides_down.acc",
    }

    response = student.post(f"{bench_of(world)}/draft", form)

    assert response.status_code == 422
    assert words in response.text
    assert 'name="answer.table-slides_down.acc.0" value="7"' in response.text


def test_a_plot_is_drawn_of_the_student_s_own_table(world: World, student: Browser) -> None:
    table = {f"answer.table-slides_down.xx.{row}": f"0,{row + 3}" for row in range(3)}
    table |= {f"answer.table-slides_down.yy.{row}": f"{row + 1}" for row in range(3)}
    plot = {"answer.plot-line.x": "xx", "answer.plot-line.y": "yy", "answer.plot-line.left_out": "1"}

    page = followed(
        student,
        student.post(
            f"{bench_of(world)}/draft", {**table, **plot, "answer.plot-line.line": ["0,3", "1", "0,5", "3"]}
        ),
    )

    assert page.count('class="dot"') == 2
    assert page.count('class="straight"') == 1


def test_check_gives_a_verdict_on_every_part_of_the_report(world: World, student: Browser) -> None:
    path = bench_of(world)
    student.post(f"{path}/readings", {**ALPHA, "measure": "timer", "idempotency": "r"})
    student.post(f"{path}/draft", {**ALPHA, "fill": "slides_down.t1.0"})
    report = {
        "answer.table-slides_down.angle.0": "40",
        "answer.table-slides_down.t1.0": "#1",
        "answer.mu": "0,3",
        "answer.mass": "same",
        "idempotency": "c",
    }

    page = followed(student, student.post(f"{path}/check", report))

    assert page.count("data-verdict=") >= 3
    assert 'data-part="provenance"' in page
    assert 'data-part="design"' in page


def test_a_verdict_says_nothing_twice(world: World, student: Browser) -> None:
    path = bench_of(world)
    student.post(f"{path}/readings", {**ALPHA, "measure": "timer", "idempotency": "r"})

    page = followed(
        student, student.post(f"{path}/check", {"answer.table-slides_down.t1.0": "#1", "idempotency": "c"})
    )

    assert page.count("Таблица пуста: снимите показания и внесите их.") == 1
    assert page.count("Ни одного из этих показаний в вашем журнале нет") == 1
    assert page.count("Ни одна строка не измерена на вашей установке.") == 1


def test_what_can_t_be_read_costs_no_try(world: World, student: Browser) -> None:
    report = {"answer.mu": "3*+", "idempotency": "c"}

    response = student.post(f"{bench_of(world)}/check", report)

    assert response.status_code == 422
    assert "попытка не потрачена" in response.text or "попытка не истрачена" in response.text
    assert "осталось 3 попытки" in response.text


def test_a_script_measures_looks_and_reads_the_log_in_json(world: World, student: Browser) -> None:
    path = bench_of(world)

    measured = sent(student, f"{path}/readings", reading()).json()
    looked = sent(student, f"{path}/look", {"settings": {"alpha": 5}}).json()
    log = student.get(f"{path}/log").json()

    assert measured["entry"]["cells"]["slides_down"]["t1"] == measured["entry"]["text"]
    assert measured["entry"]["typed"]["slides_down"] == {"angle": "40", "path": "80"}
    assert measured["left"] == looked["left"] == log["left"] == 199
    assert looked["view"] == {"displays": {}, "shows": {}, "notes": {}, "measured": False}
    assert [entry["number"] for entry in log["log"]] == [1]


def test_a_reading_sent_again_after_a_lost_connection_is_the_same_one(world: World, student: Browser) -> None:
    first, second = (sent(student, f"{bench_of(world)}/readings", reading()).json() for _ in range(2))

    assert first["entry"] == second["entry"]
    assert second["left"] == 199


@pytest.mark.parametrize(
    "body",
    [
        reading(90),
        reading() | {"instrument": "scales"},
        reading() | {"request": ""},
        reading() | {"settings": []},
        [],
        {"settings": {"mu": 1}},
    ],
)
def test_a_wish_that_can_t_be_granted_is_refused_in_words(body: Any, world: World, student: Browser) -> None:  # noqa: ANN401
    response = sent(student, f"{bench_of(world)}/readings", body)

    assert response.status_code == 400
    assert response.json()["error"]


def test_a_script_saves_and_has_a_column_calculated(world: World, student: Browser) -> None:
    form = {
        "answer.table-slides_down.path.0": "80",
        "answer.table-slides_down.tm.0": "0,8",
        "formula.table-slides_down.acc": "2*path/tm^2",
        "calculate": "slides_down.acc",
    }

    saved = student.post(f"{bench_of(world)}/draft", form, accept="application/json").json()

    assert saved["cells"] == {"acc": ["2,5"]}
    assert saved["error"] == ""


def test_practice_has_a_bench_of_its_own(world: World, student: Browser) -> None:
    path = practice_of(world)
    led = student.get(f"/practice/{world.north.lab.run}")
    measured = sent(student, f"{path}/readings", reading()).json()
    student.post(f"{path}/draft", {"answer.mu": "0,3"}, accept="application/json")

    page = student.get(path).text

    assert led.headers["location"] == path
    assert measured["entry"]["number"] == 1
    assert 'name="answer.mu" value="0,3"' in page


def test_once_the_solution_is_shown_a_practice_bench_is_closed(world: World, student: Browser) -> None:
    student.post(f"/practice/{world.north.lab.run}/solution")

    page = student.get(practice_of(world))

    assert 'id="bench-solution"' in page.text
    assert "data-disabled" in page.text


def test_the_notebook_leads_to_the_bench_and_counts_the_readings(world: World, student: Browser) -> None:
    sent(student, f"{bench_of(world)}/readings", reading())

    page = student.get(f"/assignments/{world.north.lab.attempt}").text

    assert f'href="{bench_of(world)}"' in page
    assert "снято 1 показание" in page


def test_a_teacher_steps_through_the_readings_of_a_student(world: World, student: Browser) -> None:
    teacher = world.browser(world.north, "teacher")
    for angle in (30, 40):
        sent(student, f"{bench_of(world)}/readings", reading(angle, f"r{angle}"))
    path = f"/students-work/{world.north.lab.attempt}/labs/1"

    pages = [teacher.get(f"{path}?step={step}").text for step in (1, 2)]

    assert "Шаг 1 из 2" in pages[0]
    assert "30°" in pages[0]
    assert 'rel="prev"' not in pages[0]
    assert 'rel="next"' not in pages[1]
    assert "Установка этого ученика" in pages[0]


def test_a_bench_that_nobody_opened_yet_can_t_be_stepped_through(world: World) -> None:
    teacher = world.browser(world.north, "teacher")

    response = teacher.get(f"/students-work/{world.north.lab.attempt}/labs/1")

    assert response.status_code == 409


def test_teachers_notes_are_for_teachers(world: World, student: Browser) -> None:
    path = f"/labs/{world.north.lab.edition}"

    pages = {name: world.browser(world.north, name).get(path).text for name in ("teacher", "student")}

    assert "На что обратить внимание" in pages["teacher"]
    assert "На что обратить внимание" not in pages["student"]
    assert "Что моделируется" in pages["student"]


def test_labs_stand_in_the_catalogue_under_their_own_kind(world: World) -> None:
    page = world.browser(world.north, "teacher").get("/catalogue?kind=lab").text

    assert "Лабораторная работа" in page
    assert f'href="/labs/{world.north.lab.edition}"' in page
    assert f'href="/catalogue/{world.north.lab.edition}/assign"' in page


def test_notes_are_kept_and_judged_by_nobody(world: World, student: Browser) -> None:
    saved = student.post(f"{bench_of(world)}/draft", {**ALPHA, "answer.notes": "second gate sticks"})

    page = student.get(bench_of(world)).text
    checked = student.post(f"{bench_of(world)}/check", {"answer.notes": "only this", "once": "notes"})

    assert saved.status_code == 303
    assert ">second gate sticks</textarea>" in page
    assert checked.status_code == 422
