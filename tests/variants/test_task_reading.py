import pytest
from task_documents import INCLINE, complaints, complaints_about, small

from variants.templates.asks import QuantityAsk, TextAsk


def changed(before: str, after: str) -> list[str]:
    assert before in INCLINE
    return complaints(INCLINE.replace(before, after, 1))


def test_a_right_document_has_nothing_to_mend() -> None:
    assert complaints(INCLINE) == []


def test_a_misspelt_name_is_located_and_mended() -> None:
    found = changed("N: m*g*cos(alpha)", "N: m*g*cos(alfa)")

    assert "task, line 15: `alfa` is not a parameter; did you mean `alpha`?" in found


def test_a_problem_is_told_in_russian() -> None:
    found = complaints(INCLINE.replace("m*g*cos(alpha)", "m*g*cos(alfa)"), "ru")

    assert "task, строка 15: `alfa` — неизвестное имя; может быть, `alpha`?" in found


def test_every_problem_is_reported_at_once() -> None:
    text = INCLINE.replace("cos(alpha)", "cos(alfa)", 1).replace("kind: quantity", "kind: quantities")

    assert len(complaints(text + "extra: 1\n")) >= 3


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("step: 0.5", "step: 0.4", "step does not reach `to`"),
        ("unit: kg", "unit: kqx", "`kqx` is not a unit"),
        ("m*g*cos(alpha)", "m*g + mu", "units don't match here"),
        ("sin(alpha)", "sin(m)", "a pure number is expected, this is in kg; write (m in kg)"),
        ("unit: m/s^2, tolerance", "unit: N, tolerance", "this is in m/s^2, but the unit asked for is N"),
        ("  a: g*(sin", "  b: g*(sin", "`a` is not a parameter"),
        ("tolerance: 2%", "tolerance: 2, 5%", "ends at the comma"),
        ("step: 0.05}", "step: 0.05, hidden: yes}", "`mu` is hidden, but the key of `a` uses it"),
        ("ask: a\n", "ask: b\n", "nothing is asked as `b`"),
        ("N: m*g*cos(alpha)", "N: a*m\n  c: N\n  a: N", "written twice"),
        ("grades: [9, 10]", "grades: [9, 13]", "a whole number from 1 to 12"),
        (
            '{en: "Friction is missing.", ru: "Забыто трение."}',
            '{en: "Friction is missing."}',
            "no Russian words",
        ),
        ("subject: physics", "subjekt: physics", "there is no field `subjekt` here; did you mean `subject`?"),
        ("is: 9.8", "is: 9,8", "ends at the comma"),
        ("points: 2", "points: 0", "nothing in the task earns a point"),
    ],
)
def test_mistakes_are_named_in_words(before: str, after: str, words: str) -> None:
    found = changed(before, after)

    assert any(words in complaint for complaint in found)


def test_a_refused_line_is_told_once_and_not_wherever_it_is_used() -> None:
    found = complaints_about(
        "given: {body: {row_of: metal}}\nsolve: {d: body.density, m: 2*d}\nask: {m: {kind: quantity}}"
    )

    assert found == ["there is no table `metal`; did you mean `metals`?"]


def test_lines_that_need_each_other_are_a_circle() -> None:
    found = complaints_about(
        "given: {m: {one_of: [1, 2]}}\nsolve: {T: v + m, v: T}\nask: {T: {kind: quantity}}"
    )

    assert "T needs v, v needs T" in found


@pytest.mark.parametrize("line", ["a: 2*b", "c: 2*b", "a: {solves: a*a = b, from: 0, to: 9}"])
def test_a_line_may_not_take_the_name_of_a_given(line: str) -> None:
    found = complaints_about(
        "given: {a: {one_of: [1, 2]}, b: {one_of: [4, 9]}, c: {is: a + b, figures: 1}}\n"
        f"solve: {{{line}, x: b}}\nask: {{x: {{kind: quantity}}}}"
    )

    assert found == [f"`{line[0]}` has a meaning already"]


def test_a_dependent_given_says_how_it_is_rounded() -> None:
    found = complaints_about(
        "given: {a: {one_of: [1, 2]}, b: {is: a/3}}\nsolve: {c: b}\nask: {c: {kind: quantity}}"
    )

    assert found == ["say `figures` or `decimals` for `b`"]


def test_a_word_of_a_list_is_checked() -> None:
    found = complaints_about(
        """
given: {way: {one_of: {up: {en: up, ru: вверх}, down: {en: down, ru: вниз}}}, a: {one_of: [1, 2]}}
solve: {b: if way = 'sideways' then a else -a}
ask: {b: {kind: quantity}}
"""
    )

    assert "`sideways` is not one of down, up" in found


def test_a_column_of_words_is_not_compared_but_its_row_is() -> None:
    body = "given: {{body: {{row_of: metals}}, a: {{one_of: [1, 2]}}}}\nsolve: {{b: if {} then a else -a}}\n"

    (found,) = complaints_about(body.format("body.name = 'zinc'") + "ask: {b: {kind: quantity}}")

    assert found.startswith("a column of words is written in two languages: compare the row itself")
    assert complaints_about(body.format("body = 'zinc'") + "ask: {b: {kind: quantity}}") == []


def test_words_of_an_option_without_their_language_are_told_from_a_formula() -> None:
    options = '{x: {text: "R₁", right: a > 1}, y: {text: a, right: a < 2}}'

    found = complaints_about(
        f"given: {{a: {{one_of: [1, 2]}}}}\nask: {{c: {{kind: choice, pick: one, options: {options}}}}}", "ru"
    )

    assert found[0].startswith("без указания языка это читается как формула (")


def test_series_of_other_lengths_do_not_mix() -> None:
    found = complaints_about(
        "given: {I: {series: [1, 2, 3]}, U: {series: [1, 2]}}\nsolve: {P: I*U}\n"
        "ask: {x: {kind: quantity, key: sum(P)}}"
    )

    assert found == ["one series has 2 values, the other 3"]


def test_tables_and_their_columns_are_checked() -> None:
    found = complaints_about(
        "given: {body: {row_of: metals}}\nsolve: {m: body.densty}\nask: {m: {kind: quantity, unit: kg/m^3}}"
    )

    assert found == ["metals has no column `densty`; did you mean `density`?"]


def test_a_letter_may_not_stand_in_a_quantity() -> None:
    found = complaints_about(
        "given: {a: {one_of: [1, 2]}}\nletters: {t: {from: 0, to: 1}}\nsolve: {v: a*t}\n"
        "ask: {v: {kind: quantity}}"
    )

    assert "the quantity `v` contains the letter t" in found


def test_a_bare_zero_takes_the_unit_of_the_other_branch() -> None:
    task = small(
        "given: {m: {one_of: [1, 2], unit: kg}}\nsolve: {F: 'if m > 0 then m else 0'}\n"
        "ask: {F: {kind: quantity, unit: kg}}"
    )

    assert isinstance(task.asks["F"].form, QuantityAsk)


def test_only_a_zero_fits_any_unit() -> None:
    found = complaints_about(
        "given: {m: {one_of: [1, 2], unit: kg}}\nsolve: {F: 'if m > 1 then m else 0'}\n"
        "ask: {F: {kind: quantity, unit: kg}}"
    )

    assert found == ["units don't match here: kg and a pure number"]


def test_constants_come_from_codata() -> None:
    found = complaints_about("constants: [G2]\ngiven: {a: {one_of: [1, 2]}}\nask: {a: {kind: quantity}}")

    assert found == ["no constant `G2`; did you mean `G`?"] or found == ["no constant `G2`"]


def test_an_implicit_line_is_an_equation_for_its_own_name() -> None:
    found = complaints_about(
        "given: {a: {one_of: [1, 2]}}\nsolve: {T: {solves: a = 2*a, from: 0, to: 1}}\n"
        "ask: {T: {kind: quantity}}"
    )

    assert "the equation doesn't contain `T`" in found


KINDS = """
given: {a: {from: 1, to: 9, step: 1, unit: s}, b: {series: [1, 2, 3], unit: m}}
letters: {t: {unit: s, from: 0, to: 9}}
solve: {v: b/a, path: t^2*b/b}
ask:
  cells: {kind: table, columns: {b: {show: yes}, v: {unit: m/s, points: 3, asked: [1, 2]}}}
  graph:
    kind: plot
    x: {name: t, unit: s, from: 0, to: 10}
    y: {name: v, unit: m/s}
    dots: {x: b/1*(1 read as s/m), y: v, points: 2}
  order:
    kind: choice
    pick: ordering
    options: {p: {text: {en: p, ru: п}, by: a}, q: {text: {en: q, ru: к}, by: 2*a}}
  why:
    kind: text
    expects: [{points: 2, terms: {en: [path / way, longer], ru: [путь, длиннее]}}]
"""


def test_points_of_parts_add_up() -> None:
    task = small(KINDS)

    assert [int(ask.points) for ask in task.asks.values()] == [3, 2, 1, 2]


def test_terms_of_an_open_question_have_alternatives() -> None:
    form = small(KINDS).asks["why"].form

    assert isinstance(form, TextAsk)
    assert form.expects[0].terms["en"] == (("path", "way"), ("longer",))


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("asked: [1, 2]", "asked: [4]", "there are only 3 rows"),
        ("unit: m/s, points: 3", "unit: m, points: 3", "this is in m/s, but the unit asked for is m"),
        ("pick: ordering", "pick: order", "`order` is not one of one, several, matching, ordering"),
        ("by: 2*a", "right: yes", "option `q` has no `by`"),
        ("terms: {", "term: {", "there is no field `term` here; did you mean `terms`?"),
        ("kind: text", "kind: essay", "`essay` is not one of"),
        ("y: v, points", "y: a, points", "this is in s, but the unit asked for is m/s"),
    ],
)
def test_fields_of_each_kind_are_checked(before: str, after: str, words: str) -> None:
    assert before in KINDS

    found = complaints_about(KINDS.replace(before, after, 1))

    assert any(words in complaint for complaint in found)


def test_a_mistake_is_the_kind_of_thing_that_is_asked() -> None:
    found = changed("gives: g*sin(alpha)", "gives: g = sin(alpha)")

    assert any("a number is expected, not a statement" in complaint for complaint in found)


def test_a_series_is_asked_in_a_table() -> None:
    found = complaints_about("given: {b: {series: [1, 2]}}\nask: {b: {kind: quantity}}")

    assert found == ["`b` is a series; ask for it in a table"]


def test_numbers_and_options_without_end_are_refused() -> None:
    many = ", ".join(f"a{place}: {{from: 1, to: 9, step: 1, each: 100}}" for place in range(4))
    options = ", ".join(f"o{place}: {{text: {{en: x, ru: y}}, right: a0 > {place}}}" for place in range(41))
    choice = f"ask: {{w: {{kind: choice, pick: several, options: {{{options}}}}}}}"

    found = complaints_about(f"given: {{{many}}}\n{choice}")

    assert "400 numbers are drawn for one variant; at most 300 can be" in found
    assert "a choice has at most 40 options" in found
