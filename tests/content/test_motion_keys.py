"""The keys of the tasks on motion, forces and liquids, worked out a second time in plain Python."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from built_in_tasks import built_in_pool, built_in_task, spread_variants, tasks_of
from incline_by_hand import ROADS, Keys
from motion_by_hand import MOTION

import content
from notebooks_engine.notebooks import read_notebook
from variants.certificates import certify
from variants.checkers.registry import check_answer
from variants.keys import AxisKey, ChoiceKey, PlotKey, QuantityKey, TableKey
from variants.quantities.units import read_unit
from variants.templates.assembly import assemble_all
from variants.templates.task import SeriesForm, Task
from variants.variant import Ask, ChoiceShape, Variant

MEMBERS = 8
TOGETHER = 40
PRINTED = ("heat", "reading")
"""Numbers to choose from, printed with three figures."""
TYPED = [
    ("equation-of-motion", {"x0": -10, "v": 12, "b": 3, "way": "along"}, "motion", "x = −10 + 12t − 1,5t²"),
    ("equation-of-motion", {"x0": 20, "v": 10, "b": 2, "way": "against"}, "vt", "−10 + 2t"),
    ("cyclist-and-walker-meet", {"L": 20, "v2": 5}, "motion", "x = 20 − 5t"),
    ("bridge-in-letters", {"shape": "hump"}, "newton", "mg − N = mv²/R"),
    ("bridge-in-letters", {"shape": "hump"}, "law", "mg − mv²/R"),
    ("bridge-in-letters", {"shape": "dip"}, "newton", "N − mg = m*v^2/R"),
    ("bridge-in-letters", {"shape": "dip"}, "law", "m(g + v²/R)"),
    ("sledge-run-in-letters", {"other": "heavy"}, "balance", "mv²/2 + mgh = μ*m*g*s"),
    ("sledge-run-in-letters", {"other": "rough"}, "balance", "v² + 2gh − 2mu*g*s = 0"),
    ("sledge-run-in-letters", {"other": "heavy"}, "law", "(h + v²/(2g))/μ"),
]
"""The task, what is given, the ask, and what a student types."""


def test_every_task_on_mechanics_is_worked_out_by_hand() -> None:
    assert set(tasks_of("mechanics")) == set(ROADS) | set(MOTION)


def test_the_notebook_on_motion_deals_these_tasks_and_asks_in_every_way() -> None:
    paths = (Path(content.__file__).parent / "notebooks" / "motion-and-forces").glob("*.md")
    notebook = read_notebook({path.name: path.read_text(encoding="utf-8") for path in paths})
    asks = [ask for name in notebook.tasks for ask in built_in_task(name).asks.values()]

    assert notebook.languages == ("en", "ru")
    assert sorted(notebook.tasks) == sorted(MOTION)
    assert {ask.kind for ask in asks} == {
        "choice", "equation", "expression", "plot", "quantity", "table", "text"
    }  # fmt: skip


@pytest.mark.parametrize("name", MOTION)
def test_keys_of_motion_agree_with_keys_worked_out_by_hand(name: str) -> None:
    for variant in spread_variants(name, MEMBERS):
        expected = MOTION[name](_givens(built_in_task(name), variant))
        found = _found(variant)
        assert set(found) == set(expected)
        for ask, value in expected.items():
            assert found[ask] == _nearly(value, 6e-3 if ask in PRINTED else 1e-8), (variant.given, ask)


@pytest.mark.parametrize("name", MOTION)
def test_a_task_on_motion_is_certified_and_serves_several_classes(name: str) -> None:
    certificate = certify(built_in_task(name), members=200)

    assert not certificate.doubts
    assert certificate.mistakes >= 4
    assert len(built_in_pool(name, 400).graded) >= 300


@pytest.mark.parametrize(("name", "given", "ask", "typed"), TYPED)
def test_a_formula_typed_as_on_paper_is_right(name: str, given: dict[str, Any], ask: str, typed: str) -> None:
    asked = next(one for one in _variant_with(name, given).asks if one.name == ask)

    verdict = check_answer(asked.key, typed, "ru", asked.mistakes)

    assert verdict.outcome == "right"


def test_a_sign_that_slipped_is_answered_with_its_words() -> None:
    asked = next(
        one for one in _variant_with("bridge-in-letters", {"shape": "hump"}).asks if one.name == "law"
    )

    verdict = check_answer(asked.key, "m(g + v²/R)", "ru", asked.mistakes)

    assert verdict.outcome == "wrong"
    assert "направлено к центру" in (verdict.message.ru or "")


def _all_variants(name: str) -> Iterator[Variant]:
    pool = built_in_pool(name)
    for start in range(0, pool.capacity, TOGETHER):
        yield from assemble_all(pool.task, pool.members(range(start, min(start + TOGETHER, pool.capacity))))


def _variant_with(name: str, given: dict[str, Any]) -> Variant:
    for variant in _all_variants(name):
        shown = {
            one.name: one.value["value"] if isinstance(one.value, dict) else one.value
            for one in variant.given
        }
        if given.items() <= shown.items():
            return variant
    raise LookupError(f"{name} has no variant with {given}")


def _givens(task: Task, variant: Variant) -> dict[str, Any]:
    return {given.name: _si(task, given.name, given.value) for given in variant.given}


def _si(task: Task, name: str, value: Any) -> Any:  # noqa: ANN401 - a number, several numbers, or a word
    form = task.given[name].form
    if isinstance(form, SeriesForm):
        return [number * read_unit(form.unit).factor for number in value]
    return value["value"] * read_unit(value["unit"]).factor if isinstance(value, dict) else value


def _found(variant: Variant) -> Keys:
    return {name: value for ask in variant.asks for name, value in _values(ask).items()}


def _values(ask: Ask) -> Keys:
    """Return what the key says as the module by hand says it; formulas and texts are not compared here."""
    match ask.key:
        case QuantityKey() as key:
            return {ask.name: key.value * read_unit(key.unit).factor}
        case ChoiceKey() as key:
            return {ask.name: _choice(ask, key)}
        case TableKey() as key:
            cells = {column.name: column.cells for column in key.columns}
            return {f"{ask.name}.{name}": [_cell(cell) for cell in column] for name, column in cells.items()}
        case PlotKey() as key:
            return {ask.name: _drawn(key)}
        case _:
            return {}


def _cell(cell: Any) -> float:  # noqa: ANN401 - the key of a cell
    assert isinstance(cell, QuantityKey)
    return cell.value * read_unit(cell.unit).factor


def _choice(ask: Ask, key: ChoiceKey) -> Any:  # noqa: ANN401 - an id, several ids, or the number that is printed
    if key.pick == "matching":
        return dict(key.matches)
    if key.pick != "one":
        return tuple(sorted(key.right)) if key.pick == "several" else tuple(key.right)
    assert isinstance(ask.shape, ChoiceShape)
    printed = next(option.text.en or "" for option in ask.shape.options if option.name == key.right[0])
    number = re.match(r"[\d.]+", printed)
    return float(number[0]) if number else key.right[0]


def _drawn(key: PlotKey) -> Any:  # noqa: ANN401 - slope and intercept, or x and y of places in turn
    across, up = _factor(key.x), _factor(key.y)
    if key.line is not None:
        return key.line.slope * up / across, key.line.intercept * up
    assert key.curve is not None
    return [number for x, y in key.curve.through for number in (x * across, y * up)]


def _factor(axis: AxisKey) -> float:
    return read_unit(axis.unit).factor


def _nearly(value: Any, share: float) -> Any:  # noqa: ANN401 - a number, several numbers, or ids that must be equal
    parts = value if isinstance(value, list | tuple) else [value]
    numeric = all(isinstance(part, float) for part in parts)
    return pytest.approx(value, rel=share, abs=1e-9) if numeric else value
