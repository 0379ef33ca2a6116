"""A mistake that has a name is called by it in every kind of answer; its method keeps what it is worth."""

from fractions import Fraction

import pytest
from task_documents import complaints_about, small

from variants.checkers.registry import check_answer
from variants.checkers.verdicts import Verdict
from variants.freezing import mistake_from_json, mistake_to_json
from variants.keys import Answer, Key, KnownMistake, QuantityKey
from variants.pools import build_pool
from variants.templates.assembly import assemble
from variants.texts import Text
from variants.variant import Ask

BODY = """
given: {{F: {{one_of: [10], unit: N}}, m: {{one_of: [2], unit: kg}}, x: {{series: [1, 2], unit: m}}}}
letters: {{t: {{unit: s, from: 0, to: 10}}, v: {{unit: m/s, from: 0, to: 50}}}}
solve: {{a: F/m, s: a*t^2/2, y: 2*x, r: "balance('H2' + 'O2' -> 'H2O')"}}
certify: [m*a = F, s = F*t^2/(2*m), y = x + x]
ask: {{{ask}}}
mistakes:
{mistakes}
"""
SAY = 'say: {en: "Named.", ru: "Названо."}'


def ask_of(ask: str, *mistakes: str) -> Ask:
    lines = "\n".join(f"  - {{{line}, {SAY}}}" for line in mistakes)
    task = small(BODY.format(ask=ask, mistakes=lines))
    return assemble(task, build_pool(task).member(0), 1).asks[0]


def judged(ask: Ask, answer: Answer) -> Verdict:
    return check_answer(ask.key, answer, "en", ask.mistakes)


QUANTITY = ask_of(
    "a: {kind: quantity, unit: m/s^2, figures: 2}",
    "ask: a, gives: F*m, worth: 1/2",
    "ask: a, gives: m/F",
    "ask: a, gives: 1.001*F*m, worth: 1/4",
)
EXPRESSION = ask_of("s: {kind: expression, unit: m}", "ask: s, gives: a*t^2, worth: 0.25")
EQUATION = ask_of("e: {kind: equation, key: v = a*t}", "ask: e, gives: v = 2*a*t, worth: 1/3")
SUBSTANCE = ask_of("f: {kind: formula, key: \"'H2O'\"}", "ask: f, gives: \"'O2'\", worth: 1/2")
REACTION = ask_of("r: {kind: reaction}", "ask: r, gives: ('H2' + 'O2' -> 'H2O'), worth: 1/2")
CHOICE = ask_of(
    "a: {kind: choice, pick: one, options: mistakes, key: a, unit: m/s^2}", "ask: a, gives: F*m, worth: 1/2"
)
TABLE = ask_of("c: {kind: table, columns: {y: {unit: m}}}", "ask: c.y, gives: x, worth: 1/2")


@pytest.mark.parametrize(
    ("ask", "answer", "score"),
    [
        (QUANTITY, "20 m/s^2", Fraction(1, 2)),
        (QUANTITY, "20.0 m/s^2", Fraction(1, 4)),
        (QUANTITY, "20", Fraction(1, 4)),
        (QUANTITY, "0.20 m/s^2", Fraction(0)),
        (EXPRESSION, "5t^2", Fraction(1, 4)),
        (EQUATION, "v = 10t", Fraction(1, 3)),
        (SUBSTANCE, "O2", Fraction(1, 2)),
        (REACTION, "H2 + O2 = H2O", Fraction(1, 2)),
    ],
)
def test_a_named_mistake_earns_what_its_method_is_worth(ask: Ask, answer: str, score: Fraction) -> None:
    verdict = judged(ask, answer)

    assert (verdict.reason, verdict.score) == ("named_mistake", score)
    assert verdict.outcome == ("partly" if verdict.score else "wrong")
    assert verdict.message.in_language("en").startswith("Named.")


def test_what_the_method_earns_is_said() -> None:
    verdict = judged(QUANTITY, "20 m/s^2")

    assert verdict.message.en == "Named. The method earns 50% of the points."
    assert verdict.message.ru == "Названо. За ход решения — 50 % баллов."
    assert judged(QUANTITY, "0.20 m/s^2").message == Text(en="Named.", ru="Названо.")


def test_an_option_keeps_the_worth_of_its_mistake() -> None:
    (wrong,) = (mistake.key.right[0] for mistake in CHOICE.mistakes)  # type: ignore[union-attr]

    assert judged(CHOICE, wrong).score == Fraction(1, 2)


def test_a_cell_keeps_the_worth_of_its_mistake() -> None:
    verdict = judged(TABLE, {"y": ["1", "4"]})

    assert verdict.score == Fraction(3, 4)
    assert verdict.parts[0].verdict.reason == "named_mistake"


PLOT = """x: {name: t, unit: s, from: 0, to: 4}, y: {name: s, unit: m, from: 0, to: 40}"""
CURVE = ask_of(
    f"g: {{kind: plot, {PLOT}, curve: {{y: s, along: t, tolerance: 5%}}}}",
    "ask: g.curve, gives: a*t^2, worth: 1/2",
)
LINE = ask_of(
    "g: {kind: plot, x: {name: m, unit: kg, from: 0, to: 4}, y: {name: F, unit: N, from: 0, to: 40},"
    " line: {slope: a, intercept: 0, tolerance: 5%}}",
    "ask: g.slope, gives: 2*a, worth: 1/4",
)


def test_a_curve_and_a_line_keep_the_worth_of_their_mistakes() -> None:
    curve = judged(CURVE, {"curve": [[t / 4, 5 * t * t / 16] for t in range(17)]})

    assert curve.parts[0].verdict.reason == "named_mistake"
    assert curve.score == Fraction(1, 2)
    assert judged(LINE, {"line": [[0, 0], [4, 40]]}).message.en == "Right parts: 0 of 1."
    assert judged(LINE, {"line": [[0, 0], [4, 40]]}).parts[0].verdict.reason == "named_mistake"
    assert judged(CURVE, {"curve": [[t / 4, 2.5 * t * t / 16] for t in range(17)]}).outcome == "right"


@pytest.mark.parametrize("named", ["g", "g.dots", "g.slope", "g.axes"])
def test_a_mistake_of_a_plot_names_a_part_that_is_asked(named: str) -> None:
    ask = f"g: {{kind: plot, {PLOT}, curve: {{y: s, along: t, tolerance: 5%}}}}"
    lines = f"  - {{ask: {named}, gives: a*t^2, {SAY}}}"

    assert complaints_about(BODY.format(ask=ask, mistakes=lines))


def test_a_right_answer_is_no_mistake_and_the_first_that_fits_is_named() -> None:
    key: Key = QuantityKey(value=5.0)
    same = KnownMistake(key=key, say=Text(en="Never."), worth=Fraction(1, 2))
    first, second = (
        KnownMistake(key=QuantityKey(value=7.0), say=Text(en=word), worth=worth)
        for word, worth in (("First.", Fraction(0)), ("Second.", Fraction(1, 2)))
    )

    assert check_answer(key, "5", "en", [same]).reason == "equal"
    verdict = check_answer(key, "7", "en", [first, second])
    assert (verdict.message.en, verdict.outcome, verdict.score) == ("First.", "wrong", Fraction(0))


def test_worth_is_frozen_and_old_mistakes_are_worth_nothing() -> None:
    data = mistake_to_json(QUANTITY.mistakes[0])

    assert mistake_from_json(data).worth == Fraction(1, 2)
    del data["worth"]
    assert mistake_from_json(data).worth == 0


@pytest.mark.parametrize("worth", ["1", "3/2", "-1/2", "much"])
def test_worth_is_a_share_below_one(worth: str) -> None:
    lines = f"  - {{ask: a, gives: F*m, worth: {worth}, {SAY}}}"

    assert complaints_about(BODY.format(ask="a: {kind: quantity, unit: m/s^2}", mistakes=lines))
