import pytest
from task_documents import INCLINE, TABLES, small

from variants.certificates import certify
from variants.problems import DocumentRefused
from variants.templates.reading.task_reading import read_task
from variants.templates.task import Task


def refusals(text: str) -> list[str]:
    with pytest.raises(DocumentRefused) as refused:
        certify(read_task(text, document="incline", tables=TABLES))
    return [problem.in_language("en") for problem in refused.value.problems]


def test_a_sound_task_gets_a_certificate_with_counts() -> None:
    found = certify(read_task(INCLINE, document="incline", tables=TABLES))

    assert (found.members, found.statements, found.mistakes) == (1540, 1, 1)
    assert found.changes > 3
    assert found.doubts == ()


def test_a_false_statement_is_located_with_its_share() -> None:
    found = refusals(INCLINE.replace("m*g*sin(alpha) - mu*N", "m*g*sin(alpha) + mu*N"))

    assert found[0].startswith("incline, line 18: this is not true in ")


def test_a_mistake_near_the_key_asks_for_when() -> None:
    found = refusals(INCLINE.replace("    when: mu > 0.15\n", ""))

    assert "this mistake comes near the key in" in found[0]
    assert "add `when`" in found[0]


def test_a_line_that_nothing_checks_is_not_certified() -> None:
    found = refusals(INCLINE.replace("m*a = m*g*sin(alpha) - mu*N", "a > 0"))

    assert "incline, line 16: changing - to + in line `a` went unnoticed; certify it another way" in found


def test_a_certify_line_that_repeats_an_unrelated_truth_does_not_help() -> None:
    found = refusals(INCLINE.replace("m*a = m*g*sin(alpha) - mu*N", "N = m*g*cos(alpha)"))

    assert any("in line `a` went unnoticed" in problem for problem in found)


def test_where_that_nothing_satisfies_is_named() -> None:
    found = refusals(INCLINE.replace("tan(alpha) > mu + 0.1", "tan(alpha) > mu + 3"))

    assert found == ["incline, line 13: no variant satisfies this line"]


def test_a_choice_needs_exactly_one_right_option() -> None:
    task = small(
        """
given: {a: {from: 1, to: 9, step: 1}}
ask:
  what:
    kind: choice
    pick: one
    options:
      less: {text: {en: less, ru: меньше}, right: a <= 5}
      more: {text: {en: more, ru: больше}, right: a >= 5}
"""
    )

    with pytest.raises(DocumentRefused, match="has not exactly one right option in 1 of 9 variants"):
        certify(task)


def test_an_ordering_with_ties_is_refused() -> None:
    task = small(
        """
given: {a: {from: 1, to: 3, step: 1}}
ask:
  order:
    kind: choice
    pick: ordering
    options:
      one: {text: {en: one, ru: один}, by: a}
      two: {text: {en: two, ru: два}, by: 2}
"""
    )

    with pytest.raises(DocumentRefused, match="equal `by`"):
        certify(task)


def test_a_turned_condition_that_nothing_notices_is_a_doubt() -> None:
    task = small(
        "given: {a: {one_of: [1, 2, 3, 4]}}\nsolve: {big: a > 2, x: if big then 2*a else a}\n"
        "certify: [x = if big then a + a else a]\n"
        "ask: {x: {kind: quantity, label: {en: '{{a}}', ru: '{{a}}'}}}"
    )

    assert "changing > to < in line `big` went unnoticed; certify it another way" in said(task)


def said(task: Task) -> str:
    return "; ".join(doubt.message.en or "" for doubt in certify(task).doubts)


def test_names_that_change_places_in_a_condition_are_a_doubt() -> None:
    task = small(
        "given: {a: {one_of: [1, 2, 3]}, b: {one_of: [4, 2, 1]}}\nwhere: [a != b]\n"
        "solve: {big: a > b, x: if big then 2*a else b}\ncertify: [x = if big then a + a else b]\n"
        "ask: {x: {kind: quantity, label: {en: '{{a}}, {{b}}', ru: '{{a}}, {{b}}'}}}"
    )

    assert "in line `big` went unnoticed; certify it another way (1 more there)" in said(task)


def test_a_line_that_chooses_between_numbers_is_data() -> None:
    task = small(
        "given: {way: {one_of: {up: {en: up, ru: да}, down: {en: down, ru: нет}}}, a: {one_of: [2, 3, 4]}}\n"
        "solve: {s: if way = 'up' then 1 else -1, x: s*a}\ncertify: [x/s = a]\n"
        "ask: {x: {kind: quantity, label: {en: '{{way}} {{a}}', ru: '{{way}} {{a}}'}}}"
    )

    assert "in line `s` went unnoticed" in said(task)


def test_a_number_beside_a_formula_has_to_be_noticed() -> None:
    task = small(
        "given: {a: {one_of: [2, 3, 4]}}\nsolve: {s: if a > 2 then 3*a else 1, x: s + 1}\n"
        "certify: [x = s + 1]\nask: {x: {kind: quantity, label: {en: '{{a}}', ru: '{{a}}'}}}"
    )

    with pytest.raises(DocumentRefused, match="changing 3 to 4 in line `s` went unnoticed"):
        certify(task)


@pytest.mark.parametrize("limits", ["[0.1, 9]", "[2, 90]"])
def test_limits_some_way_from_the_keys_are_a_doubt(limits: str) -> None:
    task = small(
        "given: {a: {one_of: [2, 3, 4]}}\nsolve: {x: 2*a}\ncertify: [x = a + a]\n"
        f"ask: {{x: {{kind: quantity, within: {limits}, label: {{en: '{{{{a}}}}', ru: '{{{{a}}}}'}}}}}}"
    )

    assert "is far from the keys, 4…8: look at units" in said(task)


@pytest.mark.parametrize("limits", ["[0.01, 9]", "[2, 900]"])
def test_limits_far_from_the_keys_are_refused(limits: str) -> None:
    task = small(
        "given: {a: {one_of: [2, 3, 4]}}\nsolve: {x: 2*a}\ncertify: [x = a + a]\n"
        f"ask: {{x: {{kind: quantity, within: {limits}, label: {{en: '{{{{a}}}}', ru: '{{{{a}}}}'}}}}}}"
    )

    with pytest.raises(DocumentRefused, match="is far from the keys"):
        certify(task)


@pytest.mark.parametrize(
    ("sample", "doubts"),
    [
        ("The flux falls.", 0),
        ("Nothing changes.", 1),
        ("The flux falls, the field grows.", 1),
    ],
)
def test_a_sample_that_loses_points_itself_is_a_doubt(sample: str, doubts: int) -> None:
    task = small(
        "given: {a: {one_of: [1, 2, 3]}}\n"
        f"ask: {{why: {{kind: text, label: {{en: '{{{{a}}}}?', ru: '{{{{a}}}}?'}},\n"
        f"  sample: {{en: '{sample}', ru: '{sample}'}},\n"
        "  expects: [{terms: {en: [flux, falls], ru: [flux, falls]}, points: 1}],\n"
        "  rejects: [{terms: {en: [field, grows], ru: [field, grows]}}]}}\n"
    )

    assert said(task).count("the sample of `why` loses points itself") == doubts
