"""Labs are read whole, and everything wrong is named at its place, in both languages."""

import pytest
from lab_folders import EVERYTHING, everything, problems_after, problems_of, read, shipped

from labs.documents.instruments import Span
from labs.documents.models import Circuit, Motion
from variants.texts import Text


def test_a_lab_with_every_form_is_read_without_problems() -> None:
    lab = read(everything())

    assert lab.hidden == ("epsilon", "r", "salt")
    assert {type(line) for line in lab.model} >= {Motion, Circuit}
    assert sum(lab.rubric.values()) == 100


def test_the_first_shipped_lab_is_read() -> None:
    lab = read(shipped("friction-on-an-incline"))

    assert lab.id == "friction-on-an-incline"
    assert lab.pages.safety.languages == ("en", "ru")


def test_ranges_take_from_the_instrument_what_they_do_not_say() -> None:
    ammeter = read(everything()).instruments["ammeter"]

    low = Span(name="low", label=Text("low", "малый"), lowest=-0.6, highest=0.6, resolution=0.01, grade=0.01)
    assert ammeter.spans[0] == low
    assert ammeter.spans[1].zero == 0.02


def test_columns_have_the_unit_of_their_control_or_instrument() -> None:
    columns = read(everything()).tables["main"].columns

    assert [column.unit for column in columns.values()] == ["ohm", "", "A", "V", "", "W"]


REFUSED = [
    ("quota", "rubric: {provenance", "rubrik: 1\nrubric: {provenance", "`rubric`"),
    ("unit of a model line", "is: 20, unit: s", "is: 20, unit: m", "K/s is expected"),
    ("dimension of an instrument", "reads: I_ammeter", "reads: U_ammeter", "this is in V"),
    ("control of a column", "{setting: R,", "{setting: alpha,", "`alpha` is not one of"),
    ("instrument of a column", "instrument: voltmeter,", "instrument: voltmetre,", "voltmeter"),
    ("apparatus in a column", "formula: amps*volts", "formula: amps*epsilon", "`epsilon` is not a parameter"),
    ("model in a result", "-slope(amps, volts)", "-slope(amps, volts) + 0*r", "`r` is not a parameter"),
    ("unit of a result", "intercept(amps, volts)", "slope(amps, volts)", "and V is expected"),
    ("start off the grid", "start: 10, label: {en: R", "start: 10.2, label: {en: R", "10.2 can't be set"),
    ("name used twice", "set_r: {setting", "mass: {setting", "`mass` has a meaning already"),
    ("plot of words", "x: amps, y: volts", "x: color, y: volts", "`color` is not one of"),
    ("rubric", "conclusion: 5}", "conclusion: 6}", "add up to 101"),
    ("protocol", "    rows: 4\n", "    rows: 3\n", "fills 3 rows"),
    ("setting of the protocol", "side: wide, mass", "side: broad, mass", "`broad`"),
    ("part of the drawing", "part: needle", "part: needel", "did you mean `needle`"),
    (
        "secret show",
        "is: I_ammeter, unit: A, step: 0.05",
        "is: I_short, unit: A, step: 0.05",
        "hidden constant",
    ),
    ("secret in a text", "Measure at {{T0}}", "Measure {{epsilon}}", "hidden constant"),
    ("secret behind a truth", "label: {en: Why,", 'label: {en: "Why {{I_short}}",', "hidden constant"),
    ("secret option", "{text: {en: A, ru: А}", "{text: salt.color", "hidden constant"),
    ("rate", "rate: omega, unit: rad}", "rate: theta*T, unit: rad}", "is expected here"),
    ("join", "start: [bp-ap]", "start: [bp-xx]", "joins no two terminals"),
    ("terminal", "plus: bp, minus: bm", "plus: bp, minus: bn", "no terminal `bn`"),
    ("action", "[[pour,", "[[poor,", "`poor` is not one of"),
    ("variable", "changes: {V: V", "changes: {W: V", "`W` is no variable"),
    ("check", "name: I_ammeter", "name: I_ameter", "`I_ammeter`"),
    ("apparatus of a check", 'r: "1", salt: blue}', 'r: "1"}', "salt"),
    (
        "hidden known",
        "T0: {is: 293, unit: K}",
        "T0: {from: 1, to: 2, step: 1, unit: K}",
        "one number for everybody",
    ),
    ("unknown word of an instrument", "then 'wide' else 'narrow'", "then 'wide' else 'slim'", "`slim`"),
    (
        "word in numbers",
        "reads: seen, look: text",
        "reads: seen, unit: V, look: text",
        "words have no `unit`",
    ),
    ("description", "R is {{R}},", "R is {{r}},", "neither a control nor shown"),
    ("hole in a label", "{en: full, ru: полно}", '{en: "{{T0}}", ru: полно}', "plain words stand here"),
    ("unit in the description", "R is {{R}},", "R is {{R in m}},", "`R` can't be printed so"),
    ("printed number", "cold: T < (300 read as K)", "cold: (T read as K) < T0", "no printed number"),
    ("line further down", "x: {solves", "early: T_swing\n  x: {solves", "further down"),
]


@pytest.mark.parametrize(
    ("old", "new", "words"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_what_is_wrong_is_named_in_both_languages(old: str, new: str, words: str) -> None:
    problems = problems_after(old, new)

    assert any(words in (problem.message.en or "") for problem in problems), problems
    assert all(problem.message.ru and problem.line for problem in problems)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("reads: I_ammeter", "reads: U_ammeter", "reads: I_ammeter"),
        ("changes: {V: V", "changes: {W: V", "changes: {V: V"),
        ("Measure at {{T0}}", "Measure {{epsilon}}", "Measure at"),
        ("tau: {is: 20, unit: s}", "tau: {is: 20, unit: m}", "variables:\n    T:"),
        ("epsilon: {from: 3, to: 5.5", "epsilon: {from: 3, to: 5.52", "epsilon: {from"),
    ],
)
def test_a_problem_stands_where_its_author_mends_it(old: str, new: str, line: str) -> None:
    place = EVERYTHING.count("\n", 0, EVERYTHING.index(line) + line.count("\n") * len(line)) + 1

    assert place in {problem.line for problem in problems_after(old, new)}


def test_missing_and_strange_files_are_named() -> None:
    files = everything()
    del files["theory.ru.md"]

    assert [problem.document for problem in problems_of(files)] == ["theory.ru.md"]
    assert [problem.document for problem in problems_of({**everything(), "theory.de.md": b"x"})] == [
        "theory.de.md"
    ]
    assert problems_of({})


def test_a_formula_of_a_page_that_cannot_be_set_is_refused_at_its_line() -> None:
    (problem,) = problems_of({**everything(), "theory.en.md": b"One\n\n$\\frak{a$"})

    assert (problem.document, problem.line) == ("theory.en.md", 3)


def test_too_many_entries_are_refused_before_they_are_read() -> None:
    many = "".join(f"  k{number}: {{is: 1}}\n" for number in range(41))

    (problem,) = problems_after("known:\n", f"known:\n{many}")

    assert "at most 40" in (problem.message.en or "")


def test_an_instrument_lags_only_where_something_goes_on_in_time() -> None:
    files = shipped("friction-on-an-incline")
    text = files["lab.yaml"].decode().replace("noise: 0.0005", "lag: 5")

    (problem,) = problems_of({**files, "lab.yaml": text.encode()})

    assert problem.message.en == "`lag` needs a `process`"
