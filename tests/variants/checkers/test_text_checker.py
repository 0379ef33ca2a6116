"""Reading open answers for their key terms."""

from fractions import Fraction

import pytest

from variants.checkers.kinds import text
from variants.checkers.verdicts import UnreadableAnswer
from variants.keys import Statement, TextKey
from variants.texts import Text

KEY = TextKey(
    expects=(
        Statement(terms={"en": (("induced current",),), "ru": (("индукционный ток",),)}),
        Statement(
            terms={
                "en": (("opposes", "against"), ("change",)),
                "ru": (("препятствует", "противодействует"), ("изменение",)),
            },
            points=Fraction(2),
        ),
    ),
    rejects=(
        Statement(
            terms={"en": (("opposes the field",),), "ru": (("препятствует полю",),)},
            say=Text(en="It opposes the change.", ru="Противодействует изменению, а не полю."),
        ),
    ),
    sample=Text(
        en="The induced current opposes the change.", ru="Индукционный ток препятствует изменению потока."
    ),
)


@pytest.mark.parametrize(
    ("answer", "score"),
    [
        ("Возникает индукционный ток, он препятствует изменениям магнитного потока.", 1),
        ("Ток индукционный противодействует изменению.", 1),
        ("Появится индукционного тока поле.", Fraction(1, 3)),
        ("The induced currents are opposing every change.", 1),
        ("Не знаю.", 0),
    ],
)
def test_key_terms_are_found_in_any_word_form(answer: str, score: Fraction) -> None:
    verdict = text.check(KEY, answer, "ru")

    assert verdict.outcome == "undecided"
    assert verdict.score == score


def test_a_forbidden_statement_is_named() -> None:
    verdict = text.check(KEY, "Индукционный ток препятствует полю.", "ru")

    assert verdict.reason == "forbidden_statement"
    assert "Противодействует изменению, а не полю." in verdict.message.in_language("ru")
    assert verdict.score == 0


def test_a_denied_forbidden_statement_is_none() -> None:
    verdict = text.check(KEY, "Ток не препятствует полю. Он препятствует изменению.", "ru")

    assert verdict.reason == "for_the_teacher"


def _score(answer: str, *terms: str) -> Fraction:
    expected = Statement(terms={"ru": tuple(tuple(term.split(" / ")) for term in terms)})
    return text.check(TextKey(expects=(expected,)), answer, "ru").score


@pytest.mark.parametrize(
    ("answer", "term", "said"),
    [
        ("Ускорение зависит от массы.", "зависит", True),
        ("Ускорение не зависит от массы.", "зависит", False),
        ("Ускорение не зависит от массы.", "не зависит", True),
        ("Ускорение зависит от массы.", "не зависит", False),
        ("Оно не может зависеть от массы.", "не зависит", True),
        ("Не только ускорение, но и сила зависят от массы.", "зависит", True),
        ("It does not depend on the mass.", "depends", False),
        ("It doesn’t depend on the mass.", "does not depend", True),
        ("The friction cannot grow.", "cannot grow", True),
        ("Ток течёт.", "течет", True),
        ("Это окислительно‑восстановительная реакция.", "окислительно-восстановительный", True),
        ("Ускорение равно 9.8 м/с².", "9,8", True),
        ("Ускорение равно 19,8.", "9,8", False),
        ("Трение уравновесило её.", "уравновесить / уравновешивать", True),
    ],
)
def test_a_negation_beside_a_term_belongs_to_it(answer: str, term: str, said: bool) -> None:
    assert _score(answer, term) == said


@pytest.mark.parametrize(
    "answer", ["слово " * 3300, "не " * 6600, "а-" * 9999, "." * 20_000, "\u202e" * 20_000]
)
def test_a_long_text_of_anything_is_read_at_once(answer: str) -> None:
    assert text.check(KEY, answer, "ru").outcome == "undecided"


def test_an_answer_without_any_term_still_goes_to_the_teacher() -> None:
    assert text.check(KEY, "Потому что так.", "ru").outcome == "undecided"


def test_every_expected_statement_has_its_part() -> None:
    verdict = text.check(KEY, "Индукционный ток.", "ru")

    assert [part.verdict.outcome for part in verdict.parts] == ["right", "wrong"]


@pytest.mark.parametrize("answer", ["", " \n", None, 5, "а" * 20_001])
def test_no_text_costs_nothing(answer: object) -> None:
    with pytest.raises(UnreadableAnswer):
        text.check(KEY, answer, "ru")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_sample_answer_earns_everything(language: str) -> None:
    typed = text.type_key(KEY, language)  # type: ignore[arg-type]

    assert text.check(KEY, typed, language).score == 1  # type: ignore[arg-type]
