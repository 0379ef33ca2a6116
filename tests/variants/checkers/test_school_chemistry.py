"""Formulas and equations as they are really typed, with the reason of each verdict; and laws for them all."""

from fractions import Fraction
from random import Random
from typing import cast

import pytest
from fixture_lines import fields, fixture_lines
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.checkers.kinds import formula, reaction
from variants.checkers.verdicts import UnreadableAnswer, Verdict
from variants.chemistry.conservation import imbalances
from variants.chemistry.reactions import print_reaction, read_reaction
from variants.chemistry.substances import print_substance, read_substance
from variants.keys import FormulaKey, ReactionKey
from variants.texts import Language

LINES = fixture_lines("school_chemistry.txt")
LOOK_ALIKES = str.maketrans("ABCEHKMOPTXaceopx", "АВСЕНКМОРТХасеорх")


def _key(kind: str, key: str) -> FormulaKey | ReactionKey:
    name, *demands = kind.split()
    if name == "formula":
        return FormulaKey(formula=key)
    return ReactionKey(
        equation=key,
        form=next((one for one in ("ionic", "net_ionic", "half") if one in demands), "molecular"),
        coefficients=next((one for one in ("smallest", "key") if one in demands), "any"),
        states="required" if "states" in demands else "ignored",
        conditions="required" if "conditions" in demands else "ignored",
    )


def _checked(key: FormulaKey | ReactionKey, answer: str, language: Language) -> Verdict:
    if isinstance(key, FormulaKey):
        return formula.check(key, answer, language)
    return reaction.check(key, answer, language)


def _judged(key: FormulaKey | ReactionKey, answer: str, language: Language) -> str:
    """Return outcome and reason; whatever was read has to be typeset, too."""
    try:
        verdict = _checked(key, answer, language)
    except UnreadableAnswer:
        return "unreadable"
    assert not verdict.read_as.latex or verdict.read_as.mathml.startswith("<math")
    return f"{verdict.outcome} {verdict.reason}"


@pytest.mark.parametrize("line", LINES)
def test_chemistry_is_judged_fairly_and_says_why(line: str) -> None:
    _, language, kind, key, answer, expected = fields(line)

    judged = _judged(_key(kind, key), answer, cast(Language, language))

    assert judged == expected


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_key_as_typed_is_right(line: str, language: Language) -> None:
    key = _key(*fields(line)[2:4])
    kind = formula if isinstance(key, FormulaKey) else reaction

    typed = kind.type_key(key, language)

    assert _checked(key, typed, language).outcome == "right"


KEYS = sorted({fields(line)[3] for line in LINES if "reaction" in fields(line)[2] and "=" in fields(line)[3]})
FORMULAS = sorted({fields(line)[3] for line in LINES if fields(line)[2] == "formula"})


@pytest.mark.parametrize("equation", KEYS)
def test_what_keys_say_is_conserved(equation: str) -> None:
    assert imbalances(read_reaction(equation)) == ()


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(KEYS), st.integers(1, 12), st.randoms(use_true_random=False), st.booleans())
def test_order_multiples_and_spelling_change_no_verdict(
    equation: str, factor: int, random: Random, is_printed: bool
) -> None:
    key = read_reaction(equation)
    sides = []
    for side in (key.left, key.right):
        terms = [
            f"{Fraction(count) * factor} {print_substance(one) if is_printed else one.text}"
            for count, one in side
        ]
        random.shuffle(terms)
        sides.append(" + ".join(terms))

    answer = " → ".join(sides)

    assert reaction.check(ReactionKey(equation=equation), answer, "ru").outcome == "right"


@settings(max_examples=80, deadline=None)
@given(st.sampled_from([*KEYS, *FORMULAS]))
def test_look_alike_letters_change_no_verdict(text: str) -> None:
    key = _key("reaction" if "=" in text else "formula", text)

    verdict = _checked(key, text.translate(LOOK_ALIKES) if "[" not in text or "CN" in text else text, "ru")

    assert verdict.outcome == "right"


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(FORMULAS), st.sampled_from(["H", "C", "Xe", "S"]), st.integers(2, 9))
def test_another_atom_is_never_right(text: str, symbol: str, count: int) -> None:
    substance = read_substance(text)
    body, caret, charge = substance.text.rpartition("^") if substance.charge else (substance.text, "", "")

    try:
        verdict = formula.check(FormulaKey(formula=text), f"{symbol}{count}{body}{caret}{charge}", "en")
    except UnreadableAnswer:
        return

    assert verdict.outcome == "wrong"


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(KEYS), st.integers(0, 9), st.integers(2, 9))
def test_a_changed_coefficient_is_right_only_if_all_is_conserved(
    equation: str, place: int, factor: int
) -> None:
    key = read_reaction(equation)
    left = list(key.left)
    count, substance = left[place % len(left)]
    left[place % len(left)] = (count * factor, substance)
    sides = [" + ".join(f"{count} {one.text}" for count, one in side) for side in (left, key.right)]

    verdict = reaction.check(ReactionKey(equation=equation), " = ".join(sides), "ru")

    assert (verdict.outcome == "right") == (imbalances(read_reaction(" = ".join(sides))) == ())


def test_a_better_equation_is_never_worth_less() -> None:
    key = ReactionKey(equation="Cu + 2Ag^+ = Cu^2+ + 2Ag", form="net_ionic", coefficients="smallest")
    ladder = [
        "Cu^2+ + 2Ag = Cu + 2Ag^+",
        "Cu + Ag^+ = CuAg^+ + Ag",
        "Cu + Ag^+ = Cu^2+ + 3Ag",
        "Cu + Ag^+ = Cu^2+ + Ag",
        "2Cu + 4Ag^+ = 2Cu^2+ + 4Ag",
        "Cu + 2Ag^+ = Cu^2+ + 2Ag",
    ]

    scores = [reaction.check(key, answer, "ru").score for answer in ladder]

    assert scores == sorted(set(scores))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(KEYS))
def test_a_printed_equation_with_its_conditions_reads_back(equation: str) -> None:
    key = read_reaction(equation)

    assert read_reaction(print_reaction(key)) == key
    assert read_reaction(key.text) == key


@pytest.mark.parametrize(
    ("equation", "answer", "said"),
    [
        (
            "4Al + 3O2 = 2Al2O3",
            "4Al + 3O2 = Al2O3",
            "Алюминия слева 4, справа 2; кислорода слева 6, справа 3.",
        ),
        ("Zn + H2SO4 = ZnSO4 + H2", "Zn + H2SO4 = ZnSO4", "Не хватает продукта."),
        ("Zn + H2SO4 = ZnSO4 + H2", "Zn + NaOH = ZnSO4 + H2", "NaOH не участвует."),
        ("Cu + 2Ag^+ = Cu^2+ + 2Ag", "Cu + Ag^+ = Cu^2+ + Ag", "Заряд слева +1, справа +2."),
        ("^14C = ^14N + e^-", "^14C = ^14N + 2e^-", "Сумма зарядовых чисел слева 6, справа 5."),
    ],
)
def test_messages_are_in_the_words_of_the_field(equation: str, answer: str, said: str) -> None:
    verdict = reaction.check(ReactionKey(equation=equation), answer, "ru")

    assert said in verdict.message.in_language("ru")


def test_the_two_readings_of_a_doubtful_charge_are_shown() -> None:
    with pytest.raises(UnreadableAnswer) as refusal:
        formula.check(FormulaKey(formula="Fe^3+"), "Fe3+", "ru")

    assert "Fe^3+ или Fe3^+" in refusal.value.message.in_language("ru")


@pytest.mark.parametrize(
    "hostile",
    ["C1000000000H", "(((((H)99)99)99)99)99", "C999999999(H999999999)9", "(" * 2000, "H2O + " * 300 + "= O2",
     "=" * 2000, "=t" * 1000, "^1_" * 600, "₁¹" * 900, "\\xrightarrow{" * 150],
)  # fmt: skip
def test_what_is_beyond_bounds_is_refused(hostile: str) -> None:
    for key in (FormulaKey(formula="H2O"), ReactionKey(equation="2H2 + O2 = 2H2O")):
        with pytest.raises(UnreadableAnswer):
            _checked(key, hostile, "ru")


def test_an_unbalanced_equation_comes_with_the_counts_behind_its_mark() -> None:
    key = ReactionKey(equation="Cr2O7^2- + 6Fe^2+ + 14H^+ = 2Cr^3+ + 6Fe^3+ + 7H2O", form="net_ionic")

    verdict = reaction.check(key, "Cr2O7^2- + 6Fe^2+ + 14H^+ = 2Cr^3+ + 5Fe^3+ + 7H2O", "en")

    assert verdict.facts == {"Fe_left": 6, "Fe_right": 5, "charge_left": 24, "charge_right": 21}


def test_other_substances_are_told_by_side() -> None:
    verdict = reaction.check(ReactionKey(equation="Zn + 2HCl = ZnCl2 + H2"), "Zn + 2HCl = ZnCl2 + Cl2", "ru")

    assert verdict.facts["extra_right"] == "Cl₂"
    assert verdict.facts["missing_right"] == "H₂"


def test_a_wrong_formula_comes_with_the_counts_that_differ() -> None:
    verdict = formula.check(FormulaKey(formula="SO4^2-"), "SO3", "ru")

    assert verdict.facts == {"O_given": 3, "O_expected": 4, "charge_given": 0, "charge_expected": -2}


@pytest.mark.parametrize("typed", ["H" * 2000, "C-14" * 500, "{H2}3" * 400])
def test_a_formula_too_long_to_be_typeset_is_still_judged(typed: str) -> None:
    verdict = formula.check(FormulaKey(formula="H2"), typed, "en")

    assert verdict.outcome == "wrong"
    assert verdict.read_as.mathml == ""
