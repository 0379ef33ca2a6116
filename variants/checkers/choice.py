"""Check choices: one option, several, a matching of items to options, an order.

Several: the share of wrong options ticked is taken from the share of right ones, so ticking everything earns
nothing. Ordering: at most a half, by neighbours in the right order or by right positions, whichever is more.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from variants.checkers.verdicts import (
    PartVerdict,
    Reading,
    UnreadableAnswer,
    Verdict,
    partly,
    right,
    wrong,
)
from variants.keys import Answer, ChoiceKey
from variants.texts import Language, Text

_RIGHT: Final = Text(en="Right.", ru="Верно.")
_WRONG: Final = Text(en="Not right.", ru="Неверно.")


def read_answer(key: ChoiceKey, answer: Answer, language: Language) -> Reading:
    """Say what was chosen, by the names of options. Raises UnreadableAnswer."""
    return _read(key, answer)[1]


def check(key: ChoiceKey, answer: Answer, language: Language) -> Verdict:
    """Compare what was chosen with the key. Raises UnreadableAnswer."""
    chosen, reading = _read(key, answer)
    if key.pick == "matching":
        return _check_matching(key, dict(zip(key.matches, chosen, strict=True)), reading)
    if key.pick == "ordering":
        return _graded(_order_score(chosen, key.right), "order", reading)
    if key.pick == "several":
        return _check_several(key, set(chosen), reading)
    if chosen == key.right or (len(key.right) > 1 and chosen[0] in key.right):
        return right("equal", _RIGHT, reading)
    return wrong("other_option", _WRONG, reading)


def type_key(key: ChoiceKey, language: Language) -> Answer:
    """Return the right answer as the page would send it."""
    if key.pick == "matching":
        return dict(key.matches)
    if key.pick == "one":
        return key.right[0]
    return list(key.right)


def _read(key: ChoiceKey, answer: Answer) -> tuple[tuple[str, ...], Reading]:
    if key.pick == "matching":
        chosen = _read_matching(key, answer)
        pairs = (f"{item} → {option or '…'}" for item, option in zip(key.matches, chosen, strict=True))
        return chosen, Reading(text="; ".join(pairs))
    chosen = _read_list(key, answer)
    for option in chosen:
        _expect_option(key, option)
    if len(set(chosen)) != len(chosen):
        raise UnreadableAnswer(Text(en="An option is named twice.", ru="Вариант указан дважды."))
    if key.pick == "ordering" and len(chosen) != len(key.right):
        message = Text(en="Put all of them in order.", ru="Расставьте по порядку все варианты.")
        raise UnreadableAnswer(message)
    return chosen, Reading(text=(" < " if key.pick == "ordering" else ", ").join(chosen))


def _read_list(key: ChoiceKey, answer: Answer) -> tuple[str, ...]:
    if isinstance(answer, str):
        parts = [answer] if key.pick == "one" else answer.replace(";", ",").replace("<", ",").split(",")
        answer = [part.strip() for part in parts if part.strip()]
    if not answer:
        raise UnreadableAnswer(Text(en="Nothing is chosen.", ru="Ничего не выбрано."))
    if not isinstance(answer, list) or not all(isinstance(option, str) for option in answer):
        raise UnreadableAnswer(Text(en="These are not options.", ru="Это не варианты ответа."))
    if key.pick == "one" and len(answer) != 1:
        raise UnreadableAnswer(Text(en="Choose one option.", ru="Выберите один вариант."))
    return tuple(answer)


def _read_matching(key: ChoiceKey, answer: Answer) -> tuple[str, ...]:
    """Return the option of each item, empty where none is chosen."""
    if not isinstance(answer, dict) or not all(isinstance(option, str) for option in answer.values()):
        raise UnreadableAnswer(
            Text(en="Match every item with an option.", ru="Сопоставьте пункты вариантам.")
        )
    if not any(answer.values()):
        raise UnreadableAnswer(Text(en="Nothing is chosen.", ru="Ничего не выбрано."))
    for item, option in answer.items():
        if item not in key.matches:
            raise UnreadableAnswer(Text(en=f"There is no item “{item}”.", ru=f"Нет пункта «{item}»."))
        if option:
            _expect_option(key, option)
    return tuple(answer.get(item, "") for item in key.matches)


def _expect_option(key: ChoiceKey, option: str) -> None:
    known = key.options or (*key.right, *key.matches.values())
    if option not in known:
        raise UnreadableAnswer(Text(en=f"There is no option “{option}”.", ru=f"Нет варианта «{option}»."))


def _check_several(key: ChoiceKey, chosen: set[str], reading: Reading) -> Verdict:
    expected = set(key.right)
    if chosen == expected:
        return right("equal", _RIGHT, reading)
    hits, misses = len(chosen & expected), len(chosen - expected)
    others = len(set(key.options) - expected)
    lost = Fraction(misses, others) if others else Fraction(misses)
    score = max(Fraction(hits, len(expected) or 1) - lost, Fraction(0))
    message = Text(
        en=f"Rightly chosen: {hits}; wrongly chosen: {misses}.",
        ru=f"Выбрано верно: {hits}, неверно: {misses}.",
    )
    if score:
        return partly(score, "some_options", message, reading)
    return wrong("other_options", message, reading)


def _check_matching(key: ChoiceKey, chosen: dict[str, str], reading: Reading) -> Verdict:
    parts = tuple(
        PartVerdict(name=item, verdict=_check_pair(expected, chosen[item]))
        for item, expected in key.matches.items()
    )
    hits = sum(part.verdict.outcome == "right" for part in parts)
    verdict = _graded(Fraction(hits, len(parts)), "matches", reading)
    return Verdict(
        outcome=verdict.outcome,
        score=verdict.score,
        reason=verdict.reason,
        message=verdict.message,
        read_as=reading,
        parts=parts,
    )


def _check_pair(expected: str, chosen: str) -> Verdict:
    reading = Reading(text=chosen)
    if not chosen:
        return wrong("empty", Text(en="Nothing is chosen.", ru="Ничего не выбрано."), reading)
    if chosen == expected:
        return right("equal", _RIGHT, reading)
    return wrong("other_option", _WRONG, reading)


def _order_score(chosen: Sequence[str], expected: Sequence[str]) -> Fraction:
    if tuple(chosen) == tuple(expected):
        return Fraction(1)
    if len(expected) < 2:
        return Fraction(0)
    follows = set(pairwise(expected))
    neighbours = sum(pair in follows for pair in pairwise(chosen))
    places = sum(one == other for one, other in zip(chosen, expected, strict=True))
    return max(Fraction(neighbours, len(expected) - 1), Fraction(places, len(expected))) / 2


def _graded(score: Fraction, what: str, reading: Reading) -> Verdict:
    if score == 1:
        return right("equal", _RIGHT, reading)
    if score == 0:
        return wrong(f"wrong_{what}", _WRONG, reading)
    return partly(score, f"some_{what}", Text(en="Partly right.", ru="Верно частично."), reading)
