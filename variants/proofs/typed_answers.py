"""Hold the checker against every variant: it accepts the key as typed, and refuses what is known to be wrong.

Keys that are equal are typed once; the languages differ in how numbers and units are written.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from variants.checkers.registry import check_answer, type_key
from variants.checkers.verdicts import UnreadableAnswer, Verdict
from variants.keys import (
    Answer,
    ChoiceKey,
    EquationKey,
    ExpressionKey,
    FormulaKey,
    Key,
    KnownMistake,
    PlotKey,
    QuantityKey,
    ReactionKey,
    TableKey,
    TextKey,
)
from variants.texts import LANGUAGES, Text
from variants.variant import Ask, Variant

_PARTS: Final = ("axes", "dots", "line", "curve")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with one variant: of which ask (empty: of its texts), and in words."""

    ask: str
    message: Text


@dataclass(slots=True)
class TypedAnswers:
    """What was typed so far: right answers accepted, wrong ones refused; each is typed once.

    Keys are typed in both languages; a wrong number in one, by turns: in the other it is the same number.
    """

    accepted: int = 0
    refused: int = 0
    _keys: dict[object, Text | None] = field(default_factory=dict)
    _wrong: dict[object, Text | None] = field(default_factory=dict)

    def faults_of(self, variant: Variant) -> Iterator[Fault]:
        """Yield what the checker gets wrong in a variant."""
        for ask in variant.asks:
            for place, key, mistakes in _single_keys(ask):
                for message in self._faults((ask.name, place), key, mistakes):
                    yield Fault(ask=ask.name, message=message)

    def _faults(self, place: tuple[str, str], key: Key, mistakes: Sequence[KnownMistake]) -> Iterator[Text]:
        mark = (place, _mark(key))
        if mark not in self._keys:
            self._keys[mark] = self._refused_key(key)
        message = self._keys[mark]
        if message is not None:
            yield message
        for wrong in _wrong_keys(key, mistakes):
            both = (mark, _mark(wrong))
            if both not in self._wrong:
                self._wrong[both] = self._accepted_mistake(key, _without_demands(wrong))
            message = self._wrong[both]
            if message is not None:
                yield message

    def _refused_key(self, key: Key) -> Text | None:
        """Type a key in both languages; say what its checker has against it."""
        for language in LANGUAGES:
            try:
                verdict = check_answer(key, type_key(key, language), language)
            except UnreadableAnswer as error:
                return _with_reason(_REFUSED, error.message)
            if not _is_accepted(key, verdict):
                return _with_reason(_REFUSED, verdict.message)
            self.accepted += 1
        return None

    def _accepted_mistake(self, key: Key, wrong: Key) -> Text | None:
        """Type a wrong answer; complain if it counts as right."""
        by_turns = LANGUAGES[len(self._wrong) % 2 :][:1]
        for language in by_turns if isinstance(wrong, QuantityKey) else LANGUAGES:
            typed = type_key(wrong, language)
            try:
                verdict = check_answer(key, typed, language)
            except UnreadableAnswer:
                # What can't be read is refused, and costs nothing.
                continue
            if verdict.outcome == "right":
                return _with_reason(_ACCEPTED, Text(*(_words(typed) for _ in LANGUAGES)))
            self.refused += 1
        return None


_REFUSED: Final = Text(
    en="the checker does not take its own key for right: ",
    ru="проверка не считает верным сам ключ: ",
)
_ACCEPTED: Final = Text(
    en="a mistake would be judged right: ",
    ru="ошибочный ответ был бы засчитан: ",
)


def _with_reason(said: Text, reason: Text) -> Text:
    return Text(*(said.in_language(language) + reason.in_language(language) for language in LANGUAGES))


def _words(typed: Answer) -> str:
    return typed if isinstance(typed, str) else repr(typed)[:80]


def _is_accepted(key: Key, verdict: Verdict) -> bool:
    """Tell whether the key counts; of an open answer only a teacher can say it."""
    return verdict.outcome == "right" or (isinstance(key, TextKey) and verdict.outcome == "undecided")


def _mark(key: Key) -> object:
    """Return what tells a key from the others at the same place of the same task."""
    match key:
        case QuantityKey(tolerance=tolerance):
            return (key.value, tolerance.interval)
        case ExpressionKey(formula=formula):
            return formula
        case EquationKey(equation=equation) | ReactionKey(equation=equation):
            return equation
        case FormulaKey(formula=formula):
            return formula
        case _:
            return repr(key)


def _single_keys(ask: Ask) -> Iterator[tuple[str, Key, tuple[KnownMistake, ...]]]:
    """Yield place and key of an ask with its mistakes; those of a table cell by cell."""
    if not isinstance(ask.key, TableKey):
        yield "", ask.key, ask.mistakes
        return
    named: dict[str, list[KnownMistake]] = {}
    for mistake in ask.mistakes:
        named.setdefault(mistake.target, []).append(mistake)
    for column in ask.key.columns:
        for row, cell in enumerate(column.cells):
            if cell is not None:
                yield column.name, cell, tuple(named.get(f"{column.name}:{row}", ()))


def _wrong_keys(key: Key, mistakes: Sequence[KnownMistake]) -> Iterator[Key]:
    """Yield the keys of named mistakes and of wrong options."""
    if isinstance(key, ChoiceKey):
        yield from _wrong_choices(key)
        return
    for mistake in mistakes:
        if not isinstance(mistake.key, PlotKey):
            yield mistake.key


def _without_demands(wrong: Key) -> Key:
    """Return a wrong key as it is typed: a mistake is made before the form of an answer is looked at."""
    return replace(wrong, figures=None, decimals=None) if isinstance(wrong, QuantityKey) else wrong


def _wrong_choices(key: ChoiceKey) -> Iterator[ChoiceKey]:
    right = key.right
    if key.pick == "one":
        yield from (replace(key, right=(option,)) for option in key.options if option not in right)
    elif key.pick == "several":
        for option in key.options:
            changed = tuple(one for one in right if one != option) if option in right else (*right, option)
            if changed:
                yield replace(key, right=changed)
    elif key.pick == "ordering" and len(right) > 1:
        yield replace(key, right=(right[1], right[0], *right[2:]))
    elif key.pick == "matching":
        for item, option in key.matches.items():
            other = next((one for one in key.options if one != option), None)
            if other is not None:
                yield replace(key, matches={**key.matches, item: other})


def plot_faults(ask: Ask) -> Iterator[Fault]:
    """Yield the mistakes named for a part of a plot that would be judged right if they were drawn."""
    if not isinstance(ask.key, PlotKey):
        return
    for mistake in ask.mistakes:
        part = replace(ask.key, **{name: None for name in _PARTS if name != mistake.target})  # type: ignore[arg-type]
        verdict = check_answer(part, type_key(mistake.key, "en"), "en")
        if verdict.outcome == "right":
            yield Fault(ask=ask.name, message=_with_reason(_ACCEPTED, mistake.say))
