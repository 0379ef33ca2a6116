"""Check choices: one option, several, a matching of items to options, an order.

Several: the share of wrong options ticked is taken from the share of right ones, so ticking everything earns
nothing. Ordering: of all pairs, those in the right order less those in the wrong one, so that a random order
earns nothing on average. Matching: the share of items matched rightly. No score is below zero.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import Final

from variants.checkers.verdicts import (
    RIGHT,
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

_SHOWN: Final = 40
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
        return _check_order(chosen, key.right, reading)
    if key.pick == "several":
        return _check_several(key, set(chosen), reading)
    if chosen == key.right or (len(key.right) > 1 and chosen[0] in key.right):
        return right("equal", RIGHT, reading)
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
    if key.pick == "ordering" and set(chosen) != set(key.right):
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
            shown = item[:_SHOWN]
            raise UnreadableAnswer(Text(en=f"There is no item “{shown}”.", ru=f"Нет пункта «{shown}»."))
        if option:
            _expect_option(key, option)
    return tuple(answer.get(item, "") for item in key.matches)


def _expect_option(key: ChoiceKey, option: str) -> None:
    known = key.options or (*key.right, *key.matches.values())
    if option not in known:
        shown = option[:_SHOWN]
        raise UnreadableAnswer(Text(en=f"There is no option “{shown}”.", ru=f"Нет варианта «{shown}»."))


def _check_several(key: ChoiceKey, chosen: set[str], reading: Reading) -> Verdict:
    expected = set(key.right)
    if chosen == expected:
        return right("equal", RIGHT, reading)
    hits, misses = len(chosen & expected), len(chosen - expected)
    others = len(set(key.options) - expected)
    lost = Fraction(misses, others) if others else Fraction(misses)
    score = max(Fraction(hits, len(expected) or 1) - lost, Fraction(0))
    message = Text(
        en=f"Rightly chosen: {hits}; wrongly chosen, which is subtracted: {misses}.",
        ru=f"Выбрано верно: {hits}; выбрано неверно и вычитается: {misses}.",
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
    message = Text(
        en=f"Rightly matched: {hits} of {len(parts)}.", ru=f"Верно сопоставлено: {hits} из {len(parts)}."
    )
    verdict = _graded(Fraction(hits, len(parts) or 1), "matches", message, reading)
    return replace(verdict, parts=parts)


def _check_pair(expected: str, chosen: str) -> Verdict:
    reading = Reading(text=chosen)
    if not chosen:
        return wrong("empty", Text(en="Nothing is chosen.", ru="Ничего не выбрано."), reading)
    if chosen == expected:
        return right("equal", RIGHT, reading)
    return wrong("other_option", _WRONG, reading)


def _check_order(chosen: Sequence[str], expected: Sequence[str], reading: Reading) -> Verdict:
    places = {option: place for place, option in enumerate(expected)}
    pairs = [places[one] < places[other] for one, other in combinations(chosen, 2)]
    hits, total = sum(pairs), len(pairs) or 1
    message = Text(
        en=f"Pairs in the right order: {hits} of {total}; those in the wrong one are subtracted.",
        ru=f"Пар в верном порядке: {hits} из {total}; пары в неверном порядке вычитаются.",
    )
    score = max(Fraction(2 * hits - len(pairs), total), Fraction(0)) if pairs else Fraction(1)
    return _graded(score, "order", message, reading)


def _graded(score: Fraction, what: str, message: Text, reading: Reading) -> Verdict:
    if score == 1:
        return right("equal", RIGHT, reading)
    if score == 0:
        return wrong(f"wrong_{what}", message, reading)
    return partly(score, f"some_{what}", message, reading)
