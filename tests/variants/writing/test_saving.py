from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.templates.writing.adding import add_rows, press
from variants.templates.writing.fields import kind_of, show
from variants.templates.writing.inspecting import STEPS, inspect_document
from variants.templates.writing.saving import Typed, rename_everywhere, save_fields
from variants.templates.writing.spans import Path as Place
from variants.templates.writing.spans import Spanned, SpannedListing, SpannedRecord, find, read_spans
from variants.templates.writing.starting import (
    Marked,
    Worked,
    begin_task,
    identifier_of,
    lines_of,
    mark_numbers,
    numbers_of,
    strange_letters,
    title_of,
    wanted_letters,
)
from variants.texts import Language

CONTENT = Path(__file__).parents[3] / "content" / "tasks"
DOCUMENTS = [path.read_text("utf-8") for path in sorted(CONTENT.rglob("*.yaml"))]
WORKED = Worked(
    statement={
        "ru": "Тормозит со скорости 72 км/ч, μ = 0,5, g = 9,8 м/с².",
        "en": "Brakes from 72 km/h, μ = 0.5.",
    },
    solution={"ru": "a = μg = 4,9 м/с²; s = v²/2a = 41 м."},
)


def fields_of(root: Spanned, path: Place = ()) -> list[Place]:
    """Return every place of the document that is a field of the form."""
    found = [path] if kind_of(path) is not None else []
    match root:
        case SpannedRecord(entries=entries):
            return [*found, *(p for e in entries for p in fields_of(e.value, (*path, e.key.text)))]
        case SpannedListing(items=items):
            return [*found, *(p for i, item in enumerate(items) for p in fields_of(item, (*path, str(i))))]
        case _:
            return found


def braking() -> str:
    text = begin_task(WORKED, "braking")
    limits = {"km/h": ("36", "90", "3"), "": ("0.25", "0.8", "0.05")}
    marks = [
        Marked(key=number.key, name=name, role="range", lowest=low, highest=high, step=step)
        for number, name in zip(numbers_of(text)[:2], ("v", "mu"), strict=True)
        for low, high, step in [limits[number.unit]]
    ]
    g = numbers_of(text)[2]
    return mark_numbers(text, [*marks, Marked(key=g.key, name="g", role="fixed", lowest=g.number)])


def assert_untouched(document: str) -> None:
    language: Language = "ru"
    root = read_spans(document)
    typed = [Typed(path, show(find(root, path), path, language) or "") for path in fields_of(root)]
    shown = [each for each in typed if show(find(root, each.path), each.path, language) is not None]

    saved = save_fields(document, shown, language)

    assert len(shown) > 10
    assert press(add_rows(saved, {}, language), "", language) == document


@pytest.mark.parametrize("document", DOCUMENTS[::14], ids=lambda text: text.split("id: ")[1].split()[0])
def test_a_form_that_nobody_touched_changes_no_byte(document: str) -> None:
    assert_untouched(document)


@pytest.mark.slow
def test_no_document_of_the_library_is_changed_by_an_untouched_form() -> None:
    for document in DOCUMENTS:
        assert_untouched(document)


@pytest.mark.parametrize("value", ["\x1b", "\x00", " "])
def test_an_empty_row_without_a_readable_value_adds_nothing(value: str) -> None:
    rows = {"new/given/name": "q", "new/given/from": value, "new/given/to": "3", "new/given/step": "1"}

    assert add_rows(braking(), rows, "ru") == braking()


def test_several_fields_are_saved_together() -> None:
    text = press(press(braking(), "line/a", "ru"), "line/s", "ru")
    typed = [
        Typed(("given", "v", "to"), "99"),
        Typed(("solve", "s"), ""),
        Typed(("statement", "en"), ""),
        Typed(("title", "ru"), "Путь: «юз»"),
        Typed(("where", "0"), "v > 40"),
        Typed(("solve", "a"), "μ·g"),
    ]

    saved = save_fields(text, typed, "ru")

    assert "  v: {from: 36, to: 99, step: 3, unit: km/h}\n" in saved
    assert 'title: {ru: "Путь: «юз»"' in saved
    assert lines_of(saved) == (("s", "v^2/(2*a)"),)
    assert "  a: mu*g\n" in saved
    assert "  - v > 40\n" in saved
    assert "Brakes" not in saved.partition("statement:")[2]


@given(document=st.sampled_from(DOCUMENTS), number=st.integers(0, 10_000), typed=st.integers(2, 9999))
@settings(max_examples=20, deadline=None)
def test_what_is_typed_into_the_form_is_shown_by_it_again(document: str, number: int, typed: int) -> None:
    root = read_spans(document)
    fields = [path for path in fields_of(root) if show(find(root, path), path, "ru") is not None]
    path = fields[number % len(fields)]

    saved = save_fields(document, [Typed(path, str(typed))], "ru")

    again = read_spans(saved)
    assert show(find(again, path), path, "ru") == str(typed)
    others = [each for each in fields if each[: len(path)] != path]
    assert [show(find(again, each), each, "ru") for each in others] == [
        show(find(root, each), each, "ru") for each in others
    ]


def test_a_worked_problem_becomes_a_document() -> None:
    text = braking()

    assert "  v: {from: 36, to: 90, step: 3, unit: km/h}\n" in text
    assert "  g: {is: 9.8, unit: m/s^2}\n" in text
    assert "Тормозит со скорости {{v}}, μ = {{mu}}, g = {{g}}.\n" in text
    assert "Brakes from {{v}}, μ = {{mu}}.\n" in text
    assert lines_of(text) == (("a", "mu*g"), ("s", "v^2/(2*a)"))


def test_offers_make_a_task_that_can_be_read() -> None:
    text = press(press(braking(), "line/a", "ru"), "line/s", "ru")
    text = add_rows(text, {"new/ask/name": "s", "new/ask/kind": "quantity"}, "ru")
    text = press(press(text, "check/a/g = mu", "ru"), "check/s*2*a = v^2", "ru")
    text = press(text, "slip/s/(v read as m/s)^2/(2*a)", "ru")

    inspected = inspect_document(text, "braking", {})

    assert [each.problem.message.en for each in inspected.placed] == ["this text has no English words"]
    assert inspected.units["s"] == "m"
    assert "- {ask: s" not in text
    assert "gives: (v read as m/s)^2/(2*a)" in text


def test_a_name_is_changed_wherever_it_is_used() -> None:
    text = press(press(braking(), "line/a", "ru"), "line/s", "ru")

    renamed = rename_everywhere(text, ("given", "v"), "v₀")

    assert renamed == text.replace("  v:", "  v0:").replace("{{v}}", "{{v0}}").replace("v^2", "v0^2")


@pytest.mark.parametrize("name", ["mu", "if", "две буквы", "", "a-b", "x" * 50])
def test_a_name_that_is_taken_or_no_name_changes_nothing(name: str) -> None:
    assert rename_everywhere(braking(), ("given", "v"), name) == braking()


@pytest.mark.parametrize("path", [(), ("",), ("given",), ("given", "q"), ("statement", "ru")])
def test_what_is_no_line_has_no_other_name(path: Place) -> None:
    assert rename_everywhere(braking(), path, "x") == braking()


def test_another_form_of_a_given_of_very_many_digits_begins_anew() -> None:
    huge = save_fields(braking(), [Typed(("given", "v", part), "9" * 400) for part in ("from", "to")], "ru")

    changed = add_rows(huge, {"form/v": "is"}, "ru")

    assert "  v: {is: 1, unit: km/h}\n" in changed


def test_another_form_of_a_given_keeps_its_unit() -> None:
    changed = add_rows(braking(), {"form/v": "one_of"}, "ru")

    assert "  v: {one_of: [" in changed
    assert "unit: km/h}" in changed
    assert "step" not in changed.partition("v: ")[2].partition("\n")[0]


def test_a_problem_is_placed_where_it_belongs() -> None:
    text = press(braking(), "line/a", "ru").replace("a: mu*g", "a: mu*b").replace("step: 3", "step: 4")

    placed = {each.path: each.step for each in inspect_document(text, "braking", {}).placed}

    assert placed[("solve", "a")] == "formulas"
    assert placed[("given", "v", "step")] == "numbers"
    assert placed[("ask",)] == "question"
    assert set(placed.values()) <= set(STEPS)


@pytest.mark.parametrize(
    "typed",
    [
        Typed(("figure", "draw", "0"), "x"),
        Typed(("__proto__",), "x"),
        Typed(("given", "a b", "from"), "1"),
        Typed(("statement",), "x"),
        Typed(("ask", "s", "kind"), "text"),
        Typed((), "x"),
    ],
)
def test_the_form_has_no_other_fields(typed: Typed) -> None:
    assert save_fields(braking(), [typed], "ru") == braking()


@given(typed=st.text(max_size=80), button=st.text(max_size=40))
@settings(max_examples=20, deadline=None)
def test_hostile_input_leaves_a_document_that_can_be_read(typed: str, button: str) -> None:
    places: tuple[Place, ...] = (
        ("title", "ru"),
        ("given", "v", "unit"),
        ("solve", "a"),
        ("hints", "0", "ru"),
    )
    rows = {
        "new/solve/name": typed,
        "new/solve/formula": typed,
        "new/given/name": "q",
        "new/given/from": typed,
    }

    saved = save_fields(press(braking(), "line/a", "ru"), [Typed(place, typed) for place in places], "ru")
    saved = press(add_rows(saved, rows, "ru"), button, "ru")

    assert isinstance(read_spans(saved), SpannedRecord)


@pytest.mark.parametrize(
    ("title", "identifier"),
    [
        ("Тормозной путь", "tormoznoy-put"),
        ("A car, braking", "a-car-braking"),
        ("72", "task-72"),
        ("…", "task"),
    ],
)
def test_an_id_recalls_the_title(title: str, identifier: str) -> None:
    assert identifier_of(title) == identifier


@pytest.mark.parametrize(
    ("statement", "title"),
    [
        ("Автомобиль тормозит со скорости 72 км/ч. Найдите путь.", "Автомобиль тормозит"),
        ("Груз массой 3 кг подняли верёвкой на высоту 5 м за 4 с.", "Груз подняли верёвкой"),
        ("Определите массу 5 моль воды.", "Определите массу"),
        ("A block of mass 3 kg slides down a plane.", "A block slides down a plane"),
        ("72 км/ч — скорость автомобиля.", "Скорость автомобиля"),
        ("К 200 г раствора соли с массовой долей 10 % добавили воды.", "Раствора соли добавили воды"),
        ("К 200 г 10%-ного раствора соли добавили воды.", "Раствора соли добавили воды"),
        ("К 20 г оксида добавили 5 г кислоты. Найдите массу осадка.", "Найдите массу осадка"),
    ],
)
def test_a_title_holds_no_number_of_one_variant(statement: str, title: str) -> None:
    assert title_of(statement) == title


def test_letters_of_the_solution_that_nothing_explains_are_told() -> None:
    text = begin_task(
        Worked(
            statement={"ru": "Груз подняли на 5 м за 4 с."}, solution={"ru": "a = 2H/t²; v = at; p = mv/V."}
        ),
        "lifted",
    )
    given = [
        Marked(key=found.key, name=name, role="range", lowest="1", highest="9", step="1")
        for found, name in zip(numbers_of(text), ("h", "t"), strict=True)
    ]

    marked = mark_numbers(text, given)

    assert lines_of(marked) == ()
    assert strange_letters(marked) == {"H": "a = 2H/t²", "V": "p = mv/V", "m": "p = mv/V"}


def solved(statement: str, solution: str, names: tuple[str, ...]) -> str:
    """Return the document of a problem whose numbers are givens of these names."""
    text = begin_task(Worked(statement={"ru": statement}, solution={"ru": solution}), "solved")
    given = [
        Marked(key=found.key, name=name, role="range", lowest="10", highest="90", step="10")
        for found, name in zip(numbers_of(text), names, strict=True)
    ]
    return mark_numbers(text, given)


def test_letters_of_a_solution_are_those_that_its_lines_use() -> None:
    solution = "1/F = 1/d + 1/f; f = dF/(d − F); NaOH + HCl = NaCl + H2O; ma = F − Fтр; a = sin α"

    text = begin_task(Worked(statement={"ru": "Линза."}, solution={"ru": solution}), "letters")

    assert wanted_letters(text) == ("d", "F", "F_tr", "alpha")


def test_a_line_for_a_product_of_letters_is_not_offered() -> None:
    text = solved("Масса 2 кг, сила 5 Н.", "ma = F, a = F/m = 2,5 м/с².", ("m", "F"))

    assert lines_of(text) == (("a", "F/m"),)


def test_a_change_of_temperature_is_told_and_asked_for_in_kelvins() -> None:
    text = solved("От 20 °C до 90 °C.", "Δt = t₂ − t₁ = 70 °C", ("t1", "t2"))

    text = press(text, "line/dt", "ru")
    text = add_rows(text, {"new/ask/name": "dt", "new/ask/kind": "quantity"}, "ru")

    assert "Δt = t₂ − t₁ = {{dt in K}}" in text
    assert "  dt: {kind: quantity, unit: K, tolerance: 2%}\n" in text


SALT = solved(
    "К 200 г раствора с долей 10 % добавили реактив. M = 40 г/моль.",
    "m1 = wm = 20 г; n = m1/M = 0,5 моль; n2 = n/2; m2 = n2·M.",
    ("m", "w", "M"),
)


def test_a_line_that_is_taken_leaves_a_hole_where_its_number_stood() -> None:
    text = press(SALT, "line/m1", "ru")

    assert "m1 = wm = {{m1 in g}}; n = m1/M = 0,5 моль;" in text


def test_a_result_in_a_unit_of_something_else_stays() -> None:
    text = press(SALT.replace("= 20 г;", "= 20 Дж;"), "line/m1", "ru")

    assert "m1 = wm = 20 Дж;" in text


@pytest.mark.parametrize(
    ("line", "unit"), [("m1", "g"), ("n", "mol"), ("m2", "g")], ids=["the hole", "the hole in mol", "a given"]
)
def test_a_line_is_asked_for_in_the_unit_of_its_solution(line: str, unit: str) -> None:
    text = SALT
    for name in ("m1", "n", "n2", "m2"):
        text = press(text, f"line/{name}", "ru")

    text = add_rows(text, {"new/ask/name": line, "new/ask/kind": "quantity"}, "ru")

    assert f"  {line}: {{kind: quantity, unit: {unit}, tolerance: 2%}}\n" in text


def test_an_angle_is_asked_for_in_degrees_where_the_solution_has_them() -> None:
    text = solved("Высота 3 м, длина 6 м.", "α = arcsin(h/l) = 30°.", ("h", "l"))

    text = press(text, "line/alpha", "ru")
    text = add_rows(text, {"new/ask/name": "alpha", "new/ask/kind": "quantity"}, "ru")

    assert "{{alpha in deg}}" in text
    assert "  alpha: {kind: quantity, unit: deg, tolerance: 2%}\n" in text


def test_a_slip_in_an_earlier_line_is_offered() -> None:
    text = SALT
    for name in ("m1", "n", "n2", "m2"):
        text = press(text, f"line/{name}", "ru")
    text = add_rows(text, {"new/ask/name": "m2", "new/ask/kind": "quantity"}, "ru")

    text = press(text, "slip/m2/n*M", "ru")

    assert "gives: n*M\n" in text
    assert "Потерян множитель 2." in text
