"""What a task demands of an answer is read from its document, frozen in the key, and held against answers."""

from dataclasses import dataclass
from fractions import Fraction

import pytest
from task_documents import complaints_about, small

from variants.certificates import certify
from variants.checkers.carried import check_with_carried
from variants.checkers.registry import check_answer
from variants.freezing import variant_from_json, variant_to_json
from variants.keys import ExpressionKey, TableKey
from variants.pools import build_pool
from variants.problems import DocumentRefused
from variants.templates.assembly import assemble
from variants.texts import Language
from variants.variant import Ask, LineShape, TableShape

DOCUMENT = """
given: {a: {one_of: [2, 3]}, b: {one_of: [5, 7]}, m: {one_of: [1, 2], unit: kg}}
letters: {x: {from: -50, to: 50}, y: {from: -50, to: 50}, C: {from: -9, to: 9}}
where: [a = 2, b = 5, (m in kg) = 1]
solve: {n: m/3, burn: "balance('CaCO3' -> 'CaO' + 'CO2')"}
ask: {A: {ASK}}
"""


@dataclass(frozen=True)
class Case:
    """An ask, an answer to it, and what it earns."""

    ask: str
    answer: str
    score: Fraction
    reason: str


def asked(ask: str) -> Ask:
    """Return the ask as it is dealt, frozen and thawed."""
    task = small(DOCUMENT.replace("{ASK}", f"{{{ask}}}"))
    variant = assemble(task, build_pool(task).member(0), 1)
    return variant_from_json(variant_to_json(variant)).asks[0]


N = "kind: quantity, key: n, unit: kg"
CASES = [
    Case(f"{N}, decimals: 2", "0.33 kg", Fraction(1), "equal"),
    Case(f"{N}, decimals: 2", "0.333 kg", Fraction(1, 2), "decimals"),
    Case(f"{N}, figures: 3, scores: {{figures: 1/4}}", "0.33333 kg", Fraction(1, 4), "figures"),
    Case(f"{N}, figures: 3, figures_rule: tolerated", "0.33333 kg", Fraction(1), "equal"),
    Case(f"{N}, figures: 3, figures_rule: ignored", "0.33333 kg", Fraction(1), "equal"),
    Case(f"{N}, tolerance: [0.3, 0.4]", "0.39 kg", Fraction(1), "equal"),
    Case(f"{N}, tolerance: [0.3, 0.4]", "0.29 kg", Fraction(0), "value"),
    Case(f"{N}, scores: {{number: 1/3}}", "0.333", Fraction(1, 3), "unit_missing"),
    Case(f"{N}, scores: {{number: 1/3}}", "0.333 N", Fraction(1, 3), "dimension"),
    Case(f"{N}, scores: {{unit: 1/5}}", "7 kg", Fraction(1, 5), "value"),
    Case("kind: expression, key: (x + a)*(x + b), form: factored", "(x+5)(x+2)", Fraction(1), "equal"),
    Case(
        "kind: expression, key: (x + a)*(x + b), form: factored", "x^2+7x+10", Fraction(1, 2), "not_factored"
    ),
    Case("kind: expression, key: x/a, form: [simplified, exact]", "0.5x", Fraction(1, 2), "not_exact"),
    Case("kind: expression, key: a*x + C, up_to_constant: yes", "2x + 9 + C", Fraction(1), "equal"),
    Case("kind: expression, key: a*x + C, up_to_constant: yes", "2x", Fraction(1, 2), "constant_missing"),
    Case("kind: expression, key: a*x + b, solved: y", "2x + 5 + y - y", Fraction(0), "not_solved"),
    Case("kind: equation, key: (x - a)*(x + b) = 0, solutions: yes", "x = 2; x = -5", Fraction(1), "equal"),
    Case("kind: equation, key: (x - a)*(x + b) = 0, solutions: yes", "2", Fraction(1, 2), "root_missing"),
    Case("kind: equation, key: (x - a)*(x + b) = 0, solutions: yes", "x^2+3x=10", Fraction(1), "equal"),
    Case("kind: equation, key: y = a*x + b, solved: yes", "y = 5 + 2x", Fraction(1), "equal"),
    Case("kind: equation, key: y = a*x + b, solved: yes", "y - 2x = 5", Fraction(0), "not_solved"),
    Case("kind: equation, key: y = a*x + b, solved: x", "x = (y-5)/2", Fraction(1), "equal"),
    Case("kind: reaction, key: burn, conditions: [t]", "CaCO3 =t= CaO + CO2", Fraction(1), "equal"),
    Case("kind: reaction, key: burn, coefficients: key", "3CaCO3 = 3CaO + 3CO2", Fraction(1), "equal"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.ask} | {case.answer}")
def test_an_answer_earns_what_its_task_demands(case: Case) -> None:
    verdict = check_answer(asked(case.ask).key, case.answer, "en")

    assert (verdict.score, verdict.reason) == (case.score, case.reason)


def test_what_a_table_demands_is_told_and_checked_in_its_cells() -> None:
    table = asked("kind: table, columns: {n: {unit: kg, decimals: 2, scores: {figures: 0}}}")
    assert isinstance(table.shape, TableShape)
    assert isinstance(table.key, TableKey)

    verdict = check_answer(table.key, {"n": ["0.333"]}, "ru")

    assert table.shape.columns[0].decimals == 2
    assert (verdict.score, verdict.parts[0].verdict.reason) == (Fraction(0), "decimals")


@pytest.mark.parametrize(
    ("ask", "shape"),
    [
        (f"{N}, decimals: 2", {"decimals": 2}),
        (f"{N}, figures: 3, figures_rule: ignored", {"figures": None}),
        ("kind: expression, key: x + a, form: [simplified, exact]", {"demands": ("simplified", "exact")}),
        ("kind: equation, key: y = x + a, solved: yes", {"solved_for": "y"}),
        ("kind: reaction, key: burn, coefficients: smallest", {"demands": ("smallest",)}),
    ],
)
def test_a_student_sees_what_is_demanded(ask: str, shape: dict[str, object]) -> None:
    shown = asked(ask).shape

    assert isinstance(shown, LineShape)
    assert {name: getattr(shown, name) for name in shape} == shape


def test_a_named_mistake_lies_as_far_from_its_interval_as_the_key_does() -> None:
    task = small(
        DOCUMENT.replace("{ASK}", f"{{{N}, tolerance: [0.3, 0.4]}}")
        + 'mistakes: [{ask: A, gives: 3*m, say: {en: "Divide.", ru: "Делите."}}]'
    )
    (ask,) = assemble(task, build_pool(task).member(0), 1).asks

    assert check_answer(ask.key, "3.05 kg", "en", ask.mistakes).reason == "named_mistake"
    assert check_answer(ask.key, "0.35 kg", "en", ask.mistakes).outcome == "right"


REFUSED: list[tuple[str, Language, str]] = [
    (f"{N}, figures: 2, decimals: 1", "en", "`figures` is here already; keep one of the two"),
    (f"{N}, figures: 2, decimals: 1", "ru", "здесь уже есть `figures`; оставьте что-нибудь одно"),
    (f"{N}, figures_rule: tolerated", "en", "`figures_rule` says nothing without `figures` or `decimals`"),
    (f"{N}, figures: 2, figures_rule: demand", "en", "`demand` is not one of demanded, tolerated, ignored"),
    (
        f"{N}, tolerance: [5, 4]",
        "en",
        "a tolerance is 2%, a number in the unit, or an interval [least, most]",
    ),
    (f"{N}, tolerance: 100%", "ru", "при допуске 100% и больше верным будет и ноль"),
    (f"{N}, scores: {{number: 3/2}}", "en", "a share is at most 1"),
    (f"{N}, scores: {{numbers: 1/2}}", "en", "there is no field `numbers` here; did you mean `number`?"),
    ("kind: quantity, key: a, scores: {unit: 1/2}", "ru", "единица здесь не спрашивается"),
    ("kind: expression, key: x, form: factorised", "en", "`factorised` is not one of expanded, factored"),
    ("kind: expression, key: x, form: [expanded, factored]", "en", "`factored` can't be asked for beside"),
    ("kind: expression, key: x + a, solved: v", "en", "`v` is not one of `letters`"),
    ("kind: expression, key: x + a, solved: x", "ru", "в самом ключе есть `x`, а её в ответе быть не должно"),
    ("kind: expression, key: a, up_to_constant: yes", "en", "up to a constant every number is right"),
    (
        "kind: equation, key: x + y = a, solutions: yes",
        "en",
        "`solutions` needs an equation of one letter; here",
    ),
    (
        "kind: equation, key: x + y = a, solved: yes",
        "en",
        "`solved` needs a letter alone on a side of the key",
    ),
    ("kind: equation, key: x + a = b, solved: y", "ru", "для `solved` в одной части ключа должна стоять"),
    ("kind: reaction, key: burn, conditions: [warmly]", "ru", "`warmly` — не условие реакции: t, p, cat, hv"),
]


@pytest.mark.parametrize(("ask", "language", "words"), REFUSED)
def test_a_demand_that_makes_no_sense_is_refused_in_words(ask: str, language: Language, words: str) -> None:
    found = complaints_about(DOCUMENT.replace("{ASK}", f"{{{ask}}}"), language)

    assert any(words in complaint for complaint in found), found


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (f"{N}, tolerance: [0.4, 0.5]", "the key of `A` is no right answer in 1 of 1 variants"),
        ("kind: expression, key: x*x + a*x, form: factored", "but it is not factored completely"),
        ("kind: expression, key: x*(n/m), form: exact", "Write the exact value"),
        ("kind: equation, key: a*y = x, solved: y", "but y does not stand alone on a side"),
    ],
)
def test_a_key_that_does_not_give_what_it_demands_is_not_certified(ask: str, words: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        certify(small(DOCUMENT.replace("{ASK}", f"{{{ask}}}")), mutate=False)

    assert words in refused.value.problems[0].in_language("en")


@pytest.mark.parametrize(
    ("key", "formula"),
    [
        ("4/3*x", "4/3*x"),
        ("sqrt(2)*x/a", "sqrt(2)*x/2"),
        ("x^(1/3)", "x^(1/3)"),
        ("4/2*x", "2*x"),
        ("n/m*x", "0.333333333333*x"),
    ],
)
def test_fractions_and_roots_of_numbers_stay_in_a_key(key: str, formula: str) -> None:
    expected = asked(f'kind: expression, key: "{key}"').key

    assert isinstance(expected, ExpressionKey)
    assert expected.formula == formula


def test_an_equation_typed_again_is_right_though_a_root_lies_out_of_range() -> None:
    body = DOCUMENT.replace("x: {from: -50", "x: {from: 0").replace(
        "{ASK}", "{kind: equation, key: (x - a)*(x + b) = 0, solutions: yes}"
    )
    task = small(body)
    key = assemble(task, build_pool(task).member(0), 1).asks[0].key

    assert [check_answer(key, typed, "en").reason for typed in ("x^2 = 10 - 3x", "x = 2")] == ["equal"] * 2


def test_an_interval_goes_along_with_a_key_that_is_carried() -> None:
    task = small(
        "given: {m: {one_of: [4], unit: kg}}\nsolve: {n: m/2, q: n*5}\n"
        "ask: {n: {kind: quantity, unit: kg}, q: {kind: quantity, unit: kg, tolerance: [9, 10.5]}}"
    )
    variant = assemble(task, build_pool(task).member(0), 1)

    def earned(typed: str) -> Fraction:
        answers = {"n": "3 kg", "q": typed}
        verdicts = {ask.name: check_answer(ask.key, answers[ask.name], "en") for ask in variant.asks}
        return check_with_carried(variant, answers, verdicts, "en")["q"].score

    assert [earned(typed) for typed in ("14.1 kg", "15.4 kg", "13.9 kg", "15.6 kg")] == [1, 1, 0, 0]
