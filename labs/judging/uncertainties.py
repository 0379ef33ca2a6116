"""Judge how uncertain a student says the results are: half to twice what the errors of the instruments make.

The measure is the standard deviation of the result in the student's own rows. One or two significant figures.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from labs.judging.cases import Case
from labs.judging.spreads import Spread
from labs.judging.verdicts import NOT_FILLED, good, graded, lost, weighted
from variants.checkers.quantities.reading import TypedQuantity, read_quantity, understood
from variants.checkers.verdicts import NOTHING, PartVerdict, UnreadableAnswer, Verdict
from variants.keys import Answer, QuantityKey
from variants.quantities.units import read_unit
from variants.texts import Text
from variants.variant import Ask

_HALF: Final = Fraction(1, 2)
_NARROW: Final = (0.5, 2.0)
_WIDE: Final = (0.25, 4.0)
_MOST_FIGURES: Final = 2
_ALL: Final = Text(en="The uncertainties are sound.", ru="Погрешности оценены верно.")
_TOO_FEW: Final = Text(
    en="There are too few rows of your own to tell how uncertain this is.",
    ru="Ваших измерений слишком мало, чтобы оценить погрешность.",
)
_SMALL: Final = Text(
    en="Your instruments leave more uncertainty than this: count their class, zero and resolution.",
    ru="Погрешность занижена: учтите класс точности, сдвиг нуля и цену деления приборов.",
)
_LARGE: Final = Text(
    en="Your readings are better than this: the uncertainty is smaller.",
    ru="Погрешность завышена: ваши измерения точнее.",
)
_FIGURES: Final = Text(
    en="The size is right; round an uncertainty to one or two significant figures.",
    ru="Величина верна; погрешность округляют до одной-двух значащих цифр.",
)
_POSITIVE: Final = Text(en="An uncertainty is positive.", ru="Погрешность — положительное число.")
_OTHER: Final = Text(
    en="An uncertainty has the unit of its result.", ru="Погрешность выражают в единицах самого результата."
)


def judge_uncertainty(
    case: Case, asks: Mapping[str, Ask], answer: Answer, spreads: Mapping[str, Spread]
) -> Verdict:
    """Judge the uncertainties of all results that want one; the parts are their names.

    Raises UnreadableAnswer with the result as part.
    """
    typed = _typed(answer)
    wanted = [name for name, result in case.lab.results.items() if result.uncertainty and name in asks]
    parts = [
        PartVerdict(name=name, verdict=_judged(case, asks[name], typed.get(name, ""), spreads.get(name)))
        for name in wanted
    ]
    if not any(typed.get(name) for name in wanted):
        return graded(Fraction(0), "empty", NOTHING, parts)
    missed = [part for part in parts if part.verdict.score < 1]
    if not missed:
        return graded(Fraction(1), "equal", _ALL, parts)
    score = weighted((part.verdict, 1) for part in parts)
    message = Text(
        en=" ".join(dict.fromkeys(part.verdict.message.in_language("en") for part in missed)),
        ru=" ".join(dict.fromkeys(part.verdict.message.in_language("ru") for part in missed)),
    )
    return graded(score, missed[0].verdict.reason, message, parts)


def _typed(answer: Answer) -> Mapping[str, str]:
    if answer is None or answer == "":
        return {}
    if not isinstance(answer, dict):
        raise UnreadableAnswer(
            Text(
                en="An uncertainty for each result is expected.",
                ru="Для каждого результата нужна погрешность.",
            )
        )
    return {str(name): _text(name, entered) for name, entered in answer.items()}


def _text(name: str, entered: Any) -> str:  # noqa: ANN401 (JSON)
    if isinstance(entered, bool | int) or not isinstance(entered, str | float | None):
        raise UnreadableAnswer(Text(en="A number is expected.", ru="Ожидается число."), part=name)
    return "" if entered is None else str(entered).strip()


def _judged(case: Case, ask: Ask, typed: str, spread: Spread | None) -> Verdict:
    if not typed:
        return lost("empty", NOT_FILLED)
    if not isinstance(ask.key, QuantityKey):
        raise TypeError("not a quantity")
    try:
        quantity = understood(read_quantity(typed.removeprefix("±"), case.language), ask.key.unit)
    except UnreadableAnswer as error:
        raise UnreadableAnswer(error.message, position=error.position, part=ask.name) from error
    value = _in_unit(quantity, ask.key)
    if value is None:
        return lost("dimension", _OTHER)
    if value <= 0:
        return lost("sign", _POSITIVE)
    if spread is None or not spread.sd > 0:
        return lost("too_few", _TOO_FEW)
    return _compared(value / spread.sd, quantity)


def _in_unit(quantity: TypedQuantity, key: QuantityKey) -> float | None:
    """Return an uncertainty in the unit of its result; a percentage is a share of the result."""
    wanted, unit = read_unit(key.unit), quantity.unit
    number = quantity.number.value
    if not unit.text:
        return number
    if unit.text == "%" and key.unit != "%":
        return number / 100 * abs(key.value)
    return number * unit.factor / wanted.factor if unit.dimension == wanted.dimension else None


def _compared(ratio: float, quantity: TypedQuantity) -> Verdict:
    if not _WIDE[0] <= ratio <= _WIDE[1]:
        return lost("uncertainty", _SMALL if ratio < 1 else _LARGE)
    if not _NARROW[0] <= ratio <= _NARROW[1]:
        return graded(_HALF, "uncertainty", _SMALL if ratio < 1 else _LARGE)
    if quantity.number.place is None or quantity.number.least_figures > _MOST_FIGURES:
        return graded(_HALF, "figures", _FIGURES)
    return good()
