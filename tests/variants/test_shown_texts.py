from task_documents import small

from variants.pools import build_pool
from variants.proofs.shown_texts import hole_faults, holes_of
from variants.templates.asking.scene import Scene, Stage
from variants.templates.task import Task


def faults(task: Task) -> list[str]:
    pool, stage = build_pool(task), Stage(task)
    scenes = (Scene(stage=stage, member=member, number=1) for member in pool.members(range(pool.capacity)))
    holes = holes_of(task)
    return [fault.message.en or "" for scene in scenes for fault in hole_faults(holes, scene)]


def test_a_count_shows_the_word_that_fits_it() -> None:
    task = small(
        "given: {n: {from: 1, to: 25, step: 1}}\nask: {n: {kind: quantity}}\n"
        'hints:\n  - {en: "{{n | turn | turns}}", ru: "{{n | виток | витка | витков}}"}'
    )

    assert faults(task) == []


def test_a_hole_without_a_value_is_missed_where_it_is_shown() -> None:
    task = small(
        "given: {a: {one_of: [1, 2, 3]}}\nsolve: {x: 1/(a - 1)}\nask: {a: {kind: quantity}}\n"
        'hints:\n  - {en: "it is {{x}}", ru: "это {{x}}"}'
    )

    assert faults(task) == ["`x` has no value to be shown in the text"] * 2
