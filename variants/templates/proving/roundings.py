"""Whether what is demanded of a number's writing fits what is allowed of its value."""

from typing import Final

import numpy as np

from variants.quantities.units import read_unit
from variants.templates.asks import AskForm, AskLine, QuantityAsk, TableAsk
from variants.templates.evaluating.columns import Bools, Floats
from variants.templates.evaluating.computing import Program
from variants.templates.evaluating.evaluation import Environment, evaluate_numbers
from variants.templates.located_problems import Problems
from variants.texts import Text

MOST_FIGURES: Final = 4
"""Nobody has to give more figures than this."""
WIDEST: Final = 0.25
"""A wider tolerance takes half of the key, or twice it, for nearly right."""
_MANY: Final = 0.25
_SOME: Final = 1 / 20


def check_roundings(program: Program, ask: AskLine, environment: Environment, problems: Problems) -> None:
    """Add an ask whose key, rounded as demanded, is no right answer, or whose tolerance can't be meant."""
    forms: list[AskForm | None] = [ask.form]
    if isinstance(ask.form, TableAsk):
        forms = [column.form for column in ask.form.columns]
    for form in forms:
        if isinstance(form, QuantityAsk):
            message = _message(program, ask.name, form, environment)
            if message is not None:
                problems.add((ask.line, ask.column), message)


def _message(program: Program, name: str, form: QuantityAsk, environment: Environment) -> Text | None:
    relative = form.tolerance.relative
    if relative is not None and relative > WIDEST:
        return Text(
            en=f"the tolerance of `{name}` is so wide that a wrong answer would pass",
            ru=f"допуск `{name}` так широк, что пройдёт и неверный ответ",
        )
    if form.tolerance.interval is not None:
        return None
    unit = read_unit(form.unit)
    keys = (evaluate_numbers(program.ready(form.key.tree), environment).values - unit.offset) / unit.factor
    if _share(~_near(keys, _to_figures(keys, MOST_FIGURES), form)) > _SOME:
        return Text(
            en=f"four figures of the key of `{name}` lie outside of its tolerance: allow more",
            ru=f"четыре цифры ключа `{name}` не попадают в допуск: расширьте его",
        )
    demanded = None
    if form.figures is not None:
        demanded = _to_figures(keys, form.figures)
    elif form.decimals is not None:
        demanded = np.round(keys, form.decimals)
    if demanded is not None and _share(~_near(keys, demanded, form)) > _MANY:
        return Text(
            en=f"the figures demanded of `{name}` change many keys by more than the tolerance",
            ru=f"округление, которого требует `{name}`, сдвигает многие ключи дальше допуска",
        )
    return None


def _share(bad: Bools) -> float:
    return float(bad.any(axis=1).mean())


def _near(keys: Floats, rounded: Floats, form: QuantityAsk) -> Bools:
    allowed = 1e-9 * np.abs(keys)
    if form.tolerance.relative is not None:
        allowed = np.maximum(allowed, float(form.tolerance.relative) * np.abs(keys))
    if form.tolerance.absolute is not None:
        allowed = np.maximum(allowed, form.tolerance.absolute)
    return np.asarray(np.abs(rounded - keys) <= allowed * (1 + 1e-9))


def _to_figures(keys: Floats, figures: int) -> Floats:
    with np.errstate(all="ignore"):
        places = np.floor(np.log10(np.where(keys == 0, 1.0, np.abs(keys))))
        step = 10.0 ** (places - figures + 1)
        return np.asarray(np.round(keys / step) * step)
