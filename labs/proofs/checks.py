"""Run a lab's check values: of a known apparatus and settings the literature knows a value of the model."""

from dataclasses import dataclass
from math import isfinite, nan
from typing import Final

from labs.documents.asking import CheckValue
from labs.documents.lab import Lab
from labs.documents.settings import Numbers, Range, SettingValue, Wiring
from labs.proofs.apparatuses import ApparatusRefused, apparatus_of, number_in
from labs.running.benches import Bench, open_bench
from labs.running.exact import scalar_values
from labs.running.taking import take
from labs.sessions import SECRET_BYTES, Entry, Refused, Wish
from variants.keys import Tolerance
from variants.problems import Problem
from variants.quantities.numbers import print_number
from variants.quantities.units import print_unit, read_unit
from variants.texts import LANGUAGES, Text

NO_SECRET: Final = bytes(SECRET_BYTES)
WAIT: Final = "wait"
_FIGURES: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedValue:
    """A check value beside what the model gives, NaN where it gives nothing; both in `unit`."""

    name: str
    value: float
    found: float
    unit: str
    source: str
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A bench at a moment: the settings in force, the time, and the log of what was done."""

    bench: Bench
    settings: dict[str, SettingValue]
    log: tuple[Entry, ...]
    at: float


def run_check(lab: Lab, check: CheckValue) -> tuple[CheckedValue, Problem | None]:
    """Return what the model gives, and the problem if it is not the known value."""
    try:
        placed = place(lab, check)
        wish = Wish(settings=placed.settings, at=placed.at)
        value = scalar_values(placed.bench, placed.log, wish).get(check.name, nan)
    except (ApparatusRefused, Refused) as refused:
        return _checked(check, nan), _problem(lab, check, refused.message)
    unit = read_unit(check.unit)
    found = (value - unit.offset) / unit.factor if isinstance(value, float) else nan
    checked = _checked(check, found)
    return checked, None if checked.holds else _problem(lab, check, _differs(checked))


def place(lab: Lab, check: CheckValue) -> Placed:
    """Open a bench with the apparatus of a check, and do what is done before. Raises what refuses it."""
    bench = open_bench(lab, apparatus_of(lab, check.apparatus), NO_SECRET)
    settings = dict(bench.machine.start)
    settings |= {name: setting_of(lab, name, typed) for name, typed in check.settings.items()}
    log: list[Entry] = []
    at = 0.0
    for doing, amount in check.doings:
        if doing == WAIT:
            at += number_in("s", amount, WAIT)
            continue
        count = amount_of(lab, doing, amount)
        wish = Wish(settings=settings, at=at, action=doing, amount=count)
        log.append(take(bench, log, wish, 0))
    return Placed(bench=bench, settings=settings, log=tuple(log), at=at)


def setting_of(lab: Lab, name: str, typed: str) -> SettingValue:
    """Return a typed setting: a number in the control's unit, a word, or joins. Raises ApparatusRefused."""
    if name not in lab.controls:
        known = ", ".join(lab.controls)
        raise ApparatusRefused(
            Text(
                en=f"there is no control `{name}`; there are {known}",
                ru=f"органа управления `{name}` нет; есть {known}",
            )
        )
    form = lab.controls[name].form
    if isinstance(form, Range | Numbers):
        return number_in(form.unit, typed, name)
    return tuple(typed.split()) if isinstance(form, Wiring) else typed.strip()


def amount_of(lab: Lab, action: str, typed: str) -> float | None:
    """Return the amount of an action in its unit, None for an action without. Raises ApparatusRefused."""
    actions = lab.process.actions if lab.process is not None else {}
    if action not in actions:
        known = ", ".join(actions) or "—"
        raise ApparatusRefused(
            Text(
                en=f"there is no action `{action}`; there are {known}",
                ru=f"действия `{action}` нет; есть {known}",
            )
        )
    form = actions[action].amount
    return None if form is None else number_in(form.unit, typed, action)


def _checked(check: CheckValue, found: float) -> CheckedValue:
    return CheckedValue(
        name=check.name,
        value=check.value,
        found=found,
        unit=check.unit,
        source=check.source,
        holds=isfinite(found) and _near(found, check.value, check.tolerance),
    )


def _near(found: float, value: float, tolerance: Tolerance) -> bool:
    if tolerance.interval is not None:
        return tolerance.interval[0] <= found <= tolerance.interval[1]
    room = (
        tolerance.absolute if tolerance.absolute is not None else float(tolerance.relative or 0) * abs(value)
    )
    return abs(found - value) <= room + 1e-9 * abs(value)


def _differs(checked: CheckedValue) -> Text:
    if not isfinite(checked.found):
        return Text(
            en=f"`{checked.name}` has no value at this check",
            ru=f"при этой проверке у `{checked.name}` нет значения",
        )
    said = {
        language: [
            f"{print_number(number, language, figures=_FIGURES)} {print_unit(checked.unit, language)}".strip()
            for number in (checked.found, checked.value)
        ]
        for language in LANGUAGES
    }
    return Text(
        en=f"the model gives {checked.name} = {said['en'][0]}, and {checked.source} has {said['en'][1]}",
        ru=f"модель даёт {checked.name} = {said['ru'][0]}, а в источнике ({checked.source}) {said['ru'][1]}",
    )


def _problem(lab: Lab, check: CheckValue, message: Text) -> Problem:
    document = lab.apparatus.document or lab.id
    return Problem(document=document, message=message, line=check.line, column=check.column)
