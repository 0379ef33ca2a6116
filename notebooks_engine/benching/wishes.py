"""Read what a page sends as a wish: plain data, bounded before anything looks at it."""

import re
from collections.abc import Mapping
from math import isfinite
from typing import Any, Final

from labs.documents.lab import Lab
from labs.documents.settings import Control, SettingValue, Wiring, Words
from labs.sessions import Wish
from notebooks_engine.refusals import BadEntry
from variants.texts import Text

MOST_JOINS: Final = 100
LARGEST_NUMBER: Final = 1e12
_LONGEST_WORD: Final = 64
_NAMES: Final = frozenset(("settings", "at", "instrument", "span", "action", "amount"))
_NUMBER: Final = re.compile(r"[-−+]?\d{1,12}(?:[.,]\d{0,12})?")


def read_wish(lab: Lab, sent: object) -> Wish:
    """Return the wish; a control that isn't named stands as at first. Raises BadEntry.

    Whether a setting lies on its grid, and whether the wish can be granted, the bench says.
    """
    if not isinstance(sent, dict) or not sent.keys() <= _NAMES:
        raise _strange()
    amount = sent.get("amount")
    return Wish(
        settings=_read_settings(lab, sent.get("settings", {})),
        at=_number(sent.get("at", 0)),
        instrument=_word(sent.get("instrument", "")),
        span=_word(sent.get("span", "")),
        action=_word(sent.get("action", "")),
        amount=None if amount is None or amount == "" else _number(amount),
    )


def _read_settings(lab: Lab, sent: object) -> Mapping[str, SettingValue]:
    if not isinstance(sent, dict) or not sent.keys() <= lab.controls.keys():
        raise _strange()
    return {
        name: _setting(control, sent[name]) if name in sent else control.start
        for name, control in lab.controls.items()
    }


def _setting(control: Control, sent: Any) -> SettingValue:  # noqa: ANN401 - whatever JSON holds
    if isinstance(control.form, Wiring):
        return _joins(control.form, sent)
    if isinstance(control.form, Words):
        if _word(sent) not in control.form.words:
            raise _strange()
        return str(sent)
    return _number(sent)


def _joins(form: Wiring, sent: object) -> tuple[str, ...]:
    """Return the joined pairs, each in the order of the alphabet and once."""
    if not isinstance(sent, list | tuple) or len(sent) > MOST_JOINS:
        raise _strange()
    pairs = {f"{one}-{other}": (one, other) for one in form.terminals for other in form.terminals}
    joins = set()
    for join in sent:
        one, other = pairs.get(join if isinstance(join, str) else "", ("", ""))
        if one == other:
            raise _strange()
        joins.add("-".join(sorted((one, other))))
    return tuple(sorted(joins))


def _number(sent: object) -> float:
    if isinstance(sent, str) and _NUMBER.fullmatch(sent.strip()):
        sent = float(sent.strip().replace(",", ".").replace("−", "-"))
    if isinstance(sent, bool) or not isinstance(sent, int | float):
        raise _not_a_number()
    if abs(sent) > LARGEST_NUMBER or not isfinite(sent):
        raise _not_a_number()
    return float(sent)


def _word(sent: object) -> str:
    if not isinstance(sent, str) or len(sent) > _LONGEST_WORD or not sent.isprintable():
        raise _strange()
    return sent


def _not_a_number() -> BadEntry:
    return BadEntry(Text(en="Set a number here.", ru="Здесь нужно число."))


def _strange() -> BadEntry:
    return BadEntry(
        Text(
            en="This bench has no such setting; open the page again.",
            ru="Такой настройки у этой установки нет; откройте страницу ещё раз.",
        )
    )
