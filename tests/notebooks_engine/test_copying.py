from collections.abc import Mapping, Sequence

import pytest

from library_core.people import PersonKey
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.insight.copying import (
    FLAGGED_BELOW,
    Hint,
    Place,
    Typed,
    Wanted,
    Worker,
    find_hints,
    is_slip,
)

PLACE = Place(slot="1", task="length", part="x")
SECOND = Place(slot="2", task="mass", part="m")
KEYS = (3.127, 4.562, 7.213, 12.94, 5.871, 9.318, 2.214, 6.644)


def typed(text: str, *, at: int = 10, right: bool = False, explained: bool = False) -> Typed:
    number = float(text)
    figures = len(text.replace(".", "").lstrip("0"))
    return Typed(
        text=text, value=number, bare=number, figures=figures, at=at, right=right, explained=explained
    )


def worker(number: int, answers: Mapping[Place, Sequence[Typed]], *, keys: Sequence[float] = KEYS) -> Worker:
    wanted = {PLACE: Wanted(key=keys[number], tolerance=0.02 * keys[number])}
    wanted[SECOND] = Wanted(key=10 * keys[-number - 1] + 1, tolerance=0.3)
    return Worker(
        attempt=AttemptKey(f"a{number}"), student=PersonKey(f"s{number}"), wanted=wanted, typed=answers
    )


def classroom(*first: Mapping[Place, Sequence[Typed]]) -> list[Worker]:
    """Students of whom the first gave these answers, and all others the right ones."""
    given = [worker(number, answers) for number, answers in enumerate(first)]
    rest = range(len(first), len(KEYS))
    return given + [worker(n, {PLACE: [typed(str(KEYS[n]), right=True)]}) for n in rest]


def everything(workers: Sequence[Worker]) -> tuple[Hint, ...]:
    return find_hints(workers, below=1.1)


def test_a_classmate_s_number_figure_by_figure_is_a_hint() -> None:
    (hint,) = find_hints(classroom({PLACE: [typed("9.318", at=20)]}))

    assert (hint.student, hint.source_student) == ("s0", "s5")
    assert hint.agreements[0].source_text == "9.318"
    assert hint.agreements[0].source_at == 10
    assert hint.chance < 0.002


def test_fewer_figures_are_a_likelier_coincidence() -> None:
    chances = [
        everything(classroom({PLACE: [typed(text, at=20)]}))[0].chance for text in ("9.318", "9.32", "9.3")
    ]

    assert chances == sorted(chances)
    assert chances[0] < chances[2] / 20


def test_two_tasks_that_agree_with_the_same_classmate_multiply() -> None:
    second = 10 * KEYS[2] + 1
    both = {PLACE: [typed("9.32", at=20)], SECOND: [typed(f"{second:.1f}", at=20)]}
    one = everything(classroom({PLACE: [typed("9.32", at=20)]}))[0]

    hint = next(hint for hint in everything(classroom(both)) if len(hint.agreements) == 2)

    assert hint.source_student == "s5"
    assert hint.chance < one.chance / 20


@pytest.mark.parametrize("text", ["3.127", "3.2", "-3.127", "31.27", "0.003127", "3.1"])
def test_a_slip_of_one_s_own_is_no_hint(text: str) -> None:
    assert everything(classroom({PLACE: [typed(text)]})) == ()


def test_a_usual_factor_away_from_one_s_own_key_weighs_little() -> None:
    keys = (3.127, 6.254, *KEYS[2:])
    mates = [worker(n, {PLACE: [typed(str(keys[n]), right=True)]}, keys=keys) for n in range(1, len(keys))]

    hints = find_hints([worker(0, {PLACE: [typed("6.254", at=20)]}, keys=keys), *mates])

    assert hints == ()


def test_what_the_checker_explains_is_no_hint() -> None:
    assert everything(classroom({PLACE: [typed("9.318", explained=True)]})) == ()
    assert everything(classroom({PLACE: [typed("9.318", right=True)]})) == ()


def test_a_number_that_several_typed_is_common_to_the_class() -> None:
    wrong = {PLACE: [typed("9.318", at=20)]}

    assert find_hints(classroom(wrong, wrong, wrong)) != ()
    assert everything(classroom(wrong, wrong, wrong, wrong)) == ()


def test_a_number_wrong_for_both_needs_many_figures() -> None:
    early, late = {PLACE: [typed("1.23457", at=1)]}, {PLACE: [typed("1.23457", at=20)]}
    short = [{PLACE: [typed("1.235", at=at)]} for at in (1, 20)]

    (hint,) = find_hints(classroom(early, late))

    assert (hint.student, hint.source_student) == ("s1", "s0")
    assert find_hints(classroom(*short)) == ()


def test_the_figures_alone_count_half_as_much() -> None:
    plain = Typed(text="9.318 km", value=9318.0, bare=9.318, figures=4, at=20, right=False, explained=False)

    (hint,) = find_hints(classroom({PLACE: [plain]}))

    assert hint.agreements[0].bare


def test_a_student_s_own_other_attempt_is_no_classmate() -> None:
    mine, *others = classroom({PLACE: [typed("9.318", at=20)]})
    again = Worker(
        attempt=AttemptKey("again"), student=others[4].student, wanted=mine.wanted, typed=mine.typed
    )

    assert {hint.student for hint in find_hints([again, *others])} == set()


def test_a_mistake_of_one_s_own_variant_is_a_slip_too() -> None:
    wanted = Wanted(key=4.0, tolerance=0.08, mistakes=(7.5,))

    assert is_slip(7.52, wanted)
    assert is_slip(75.0, wanted)
    assert not is_slip(6.1, wanted)


def test_hints_are_the_same_whatever_the_order_of_the_class() -> None:
    workers = classroom({PLACE: [typed("9.318", at=20)]}, {PLACE: [typed("12.94", at=20)]})

    assert find_hints(workers) == find_hints(workers[::-1])


@pytest.mark.parametrize("size", [1e308, 1e-308, 5e-324, -1e308])
def test_a_number_of_whatever_size_is_looked_at(size: float) -> None:
    monster = Typed(text="?", value=size, bare=size, figures=1, at=20, right=False, explained=False)
    keys = (1e-9, 5e9, *KEYS[2:])

    hints = find_hints([worker(number, {PLACE: [monster]}, keys=keys) for number in range(3)])

    assert hints == ()


def test_one_number_in_all_cells_of_a_column_agrees_once() -> None:
    cells = [Place(slot="1", task="table", part=f"y.a:{row}") for row in range(5)]

    def row_of(number: int, text: str, *, right: bool) -> Worker:
        wanted = {cell: Wanted(key=KEYS[number], tolerance=0.02 * KEYS[number]) for cell in cells}
        answers = {cell: [typed(text, at=20 - right, right=right)] for cell in cells}
        return Worker(
            attempt=AttemptKey(f"a{number}"), student=PersonKey(f"s{number}"), wanted=wanted, typed=answers
        )

    mates = [row_of(number, str(KEYS[number]), right=True) for number in range(1, len(KEYS))]
    hints = [everything([row_of(0, text, right=False), *mates])[0] for text in ("9.3", "9.318")]

    assert [len(hint.agreements) for hint in hints] == [5, 5]
    assert hints[1].chance < FLAGGED_BELOW < hints[0].chance
