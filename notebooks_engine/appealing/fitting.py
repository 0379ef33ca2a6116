"""Say whether an accepted answer fits another one: the same key and an equal answer, or the same mistake.

With other numbers only the author's named mistake tells that two answers were reached in the same way. What
is judged beside a student's own log, a table or plot of a lab, fits nobody else.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from string import ascii_lowercase
from typing import Final

from notebooks_engine.appeals import AcceptedAnswer, Pattern
from variants.checkers.quantities.reading import read_quantity, understood
from variants.checkers.registry import check_answer
from variants.checkers.verdicts import UnreadableAnswer, Verdict, right
from variants.keys import (
    Answer,
    ChoiceKey,
    EquationKey,
    ExpressionKey,
    FormulaKey,
    InequalityKey,
    Key,
    LabKey,
    QuantityKey,
    ReactionKey,
    Tolerance,
)
from variants.quantities.units import read_unit
from variants.texts import Language, Text
from variants.variant import Ask, Variant

ACCEPTED: Final = Text(
    en="Right: your teacher has accepted this answer.", ru="Верно: учитель принял такой ответ."
)
APPEALABLE: Final = ("wrong", "partly")
_BLANK: Final = ("not_answered", "empty")
_NUMBERS: Final = re.compile(r"[-−]?\d(?:[\d.,·×^⁰¹²³⁴-⁹⁻−-]|\u00a0(?=\d))*")
_EXACT: Final = Tolerance(relative=Fraction(1, 1000))


def may_be_appealed(verdict: Verdict) -> bool:
    """Tell whether a student may say that the answer is right: it was judged, and is not."""
    return verdict.outcome in APPEALABLE and verdict.reason not in _BLANK


def fits(pattern: Pattern, other: Pattern) -> bool:
    """Tell whether an answer, itself not right, is accepted along with another one."""
    if (pattern.task, pattern.ask) != (other.task, other.ask) or not may_be_appealed(other.verdict):
        return False
    if isinstance(pattern.key, LabKey):
        return False
    if isinstance(pattern.key, ChoiceKey) and isinstance(other.key, ChoiceKey):
        if _choose_alike((pattern, pattern.key), (other, other.key)):
            return True
    elif pattern.key == other.key and _is_equal(pattern, other.answer, other.language):
        return True
    mistakes = named_mistakes(pattern.verdict)
    return bool(mistakes) and mistakes == named_mistakes(other.verdict)


def named_mistakes(verdict: Verdict) -> Mapping[str, str]:
    """Return the author's words on each part that is not right, its numbers left out.

    Empty unless all that is not right has a name; the whole of an answer without parts is called "".
    """
    faults = {part.name: part.verdict for part in verdict.parts if part.verdict.outcome != "right"}
    if not faults:
        faults = {"": verdict}
    if any(fault.reason != "named_mistake" for fault in faults.values()):
        return {}
    return {name: _NUMBERS.sub("#", fault.message.in_language("en")) for name, fault in faults.items()}


def accept_verdicts(
    variant: Variant,
    handed: tuple[str, Mapping[str, Answer], Language],
    verdicts: Mapping[str, Verdict],
    accepted: Sequence[AcceptedAnswer],
) -> dict[str, Verdict]:
    """Return the verdicts with what fits an accepted answer judged right.

    `handed` is the name of the task, the answers by ask and their language.
    """
    found = dict(verdicts)
    if not accepted:
        return found
    for ask in variant.asks:
        verdict = found[ask.name]
        fitting = _find(_pattern(ask, handed, verdict), accepted)
        if fitting is not None:
            found[ask.name] = right(
                "accepted",
                ACCEPTED,
                verdict.read_as,
                {"accepted": fitting.key, "before": str(verdict.score)},
            )
    return found


def _find(pattern: Pattern, accepted: Iterable[AcceptedAnswer]) -> AcceptedAnswer | None:
    return next((one for one in accepted if fits(one.pattern, pattern)), None)


def _pattern(ask: Ask, handed: tuple[str, Mapping[str, Answer], Language], verdict: Verdict) -> Pattern:
    task, answers, language = handed
    return Pattern(
        task=task,
        ask=ask.name,
        key=ask.key,
        answer=answers.get(ask.name),
        language=language,
        verdict=verdict,
    )


def _choose_alike(one: tuple[Pattern, ChoiceKey], other: tuple[Pattern, ChoiceKey]) -> bool:
    """Compare what was chosen; options stand in an order of each variant's own.

    Where they are called by it (a, b, c), what they say tells whether the same one was chosen.
    """
    (accepted, key), (typed, own) = one, other
    if _in_any_order(key) != _in_any_order(own):
        return False
    if _is_lettered(key) and _is_lettered(own) and accepted.verdict.read_as != typed.verdict.read_as:
        return False
    return _chosen(key, accepted.answer) == _chosen(own, typed.answer)


def _in_any_order(key: ChoiceKey) -> ChoiceKey:
    return replace(key, options=tuple(sorted(key.options)))


def _is_lettered(key: ChoiceKey) -> bool:
    return key.options == tuple(ascii_lowercase[: len(key.options)])


def _chosen(key: ChoiceKey, answer: Answer) -> object:
    return frozenset(answer) if key.pick == "several" and isinstance(answer, list) else answer


def _is_equal(pattern: Pattern, answer: Answer, language: Language) -> bool:
    """Compare an answer with the accepted one as the checker would with a key."""
    if answer == pattern.answer:
        return True
    try:
        wanted = _as_key(pattern)
        return wanted is not None and check_answer(wanted, answer, language).outcome == "right"
    except UnreadableAnswer:
        return False


def _as_key(pattern: Pattern) -> Key | None:
    """Return the accepted answer as a key; None where only the very same answer is equal."""
    match pattern.key:
        case QuantityKey() as key:
            return _as_quantity(key, pattern)
        case ExpressionKey() as key:
            return replace(key, formula=pattern.answer, forms=(), solved_for=None)
        case EquationKey() as key:
            return replace(key, equation=pattern.answer, solved_for=None)
        case InequalityKey() as key:
            return replace(key, inequality=pattern.answer)
        case FormulaKey():
            return FormulaKey(formula=pattern.answer)
        case ReactionKey() as key:
            return replace(key, equation=pattern.answer)
        case _:
            return None


def _as_quantity(key: QuantityKey, pattern: Pattern) -> QuantityKey:
    """Return the accepted number as a key with the same tolerance, in the unit in which it was typed."""
    typed = understood(read_quantity(pattern.answer, pattern.language), key.unit)
    unit, wanted = typed.unit, read_unit(key.unit)
    tolerance = key.tolerance
    if tolerance.relative is None:
        same = unit.dimension == wanted.dimension and tolerance.absolute is not None
        scale = wanted.factor / unit.factor
        tolerance = Tolerance(absolute=(tolerance.absolute or 0) * scale) if same else _EXACT
    return QuantityKey(
        value=typed.number.value,
        unit=unit.text or key.unit,
        tolerance=tolerance,
        unit_required=bool(unit.text),
        temperature=key.temperature,
    )
