"""Settings and amounts exactly on their grids: what is off the grid or out of range is refused."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from labs.documents.settings import Control, Numbers, Range, Settings, SettingValue, Wiring, Words
from labs.sessions import Refused
from variants.quantities.units import print_unit, read_unit
from variants.texts import Language, Text

MOST_JOINS: Final = 60
_LARGEST: Final = 1e300
_SLACK: Final = Decimal("1e-6")
TENTH: Final = Decimal("0.1")


def settled(controls: Mapping[str, Control], settings: Settings) -> dict[str, SettingValue]:
    """Return a value on the grid for every control, in the order of the controls. Raises Refused."""
    strange = sorted(set(settings) - set(controls))
    missing = [name for name in controls if name not in settings]
    if strange or missing:
        name = (strange or missing)[0]
        raise Refused(
            Text(en=f"`{name}` is no setting here", ru=f"здесь нет настройки `{name}`")
            if strange
            else Text(en=f"`{name}` has to be set", ru=f"не задано значение `{name}`")
        )
    return {name: _settled(control, settings[name]) for name, control in controls.items()}


def starting_settings(controls: Mapping[str, Control]) -> dict[str, SettingValue]:
    """Return the settings that a bench is opened with. Raises Refused."""
    return settled(controls, {name: control.start for name, control in controls.items()})


def _settled(control: Control, value: SettingValue) -> SettingValue:
    match control.form:
        case Range() | Numbers():
            return on_grid(control.form, value, control.label)
        case Words(words=words):
            if not isinstance(value, str) or value not in words:
                raise _refused(control.label, "this can't be chosen", "такого варианта нет")
            return value
        case Wiring():
            return _joined(control, control.form, value)


def on_grid(form: Range | Numbers, value: object, label: Text) -> float:
    """Return the number of the grid that a value is, in the form's unit. Raises Refused."""
    if not _is_finite(value):
        raise _refused(label, "this has to be a number", "здесь нужно число")
    exact = Decimal(repr(value))
    if isinstance(form, Numbers):
        nearest = min(form.numbers, key=lambda number: abs(number - exact))
        if abs(nearest - exact) > _SLACK * max(abs(nearest), abs(exact)):
            raise _refused(label, "this can't be chosen", "такого значения нет")
        return float(nearest)
    if not form.lowest <= exact <= form.highest and not _slightly(form, exact):
        raise _refused(
            label,
            f"from {say_number(form.lowest, 'en')} to {_measured(form.highest, form.unit, 'en')}",
            f"от {say_number(form.lowest, 'ru')} до {_measured(form.highest, form.unit, 'ru')}",
        )
    nearest = _nearest(form, exact)
    if abs(nearest - exact) > _SLACK * form.step:
        raise _refused(
            label,
            f"goes in steps of {_measured(form.step, form.unit, 'en')}",
            f"меняется с шагом {_measured(form.step, form.unit, 'ru')}",
        )
    return float(nearest)


def say_number(number: Decimal, language: Language) -> str:
    """Return an exact number as it is written in a language: `−0,5`."""
    digits = f"{number:f}".replace("-", "−")
    return digits.replace(".", ",") if language == "ru" else digits


def _measured(number: Decimal, unit: str, language: Language) -> str:
    return f"{say_number(number, language)} {print_unit(unit, language)}".strip()


def nearest_on_grid(form: Range | Numbers, value: float) -> float:
    """Return the number of the grid nearest to a finite one, in the form's unit."""
    exact = Decimal(repr(float(value)))
    if isinstance(form, Numbers):
        return float(min(form.numbers, key=lambda number: abs(number - exact)))
    return float(_nearest(form, min(form.highest, max(form.lowest, exact))))


def _slightly(form: Range, exact: Decimal) -> bool:
    """Tell whether a number misses the range by no more than floats do."""
    return min(abs(exact - form.lowest), abs(exact - form.highest)) <= _SLACK * form.step


def _nearest(form: Range, exact: Decimal) -> Decimal:
    most = (form.highest - form.lowest) // form.step
    count = ((exact - form.lowest) / form.step).to_integral_value()
    return form.lowest + min(most, max(Decimal(0), count)) * form.step


def _joined(control: Control, form: Wiring, value: SettingValue) -> tuple[str, ...]:
    if not isinstance(value, tuple | list) or len(value) > MOST_JOINS:
        raise _refused(control.label, "this has to be a list of wires", "здесь нужен список проводов")
    joins = set()
    for join in value:
        ends = str(join).split("-")
        if len(ends) != 2 or ends[0] == ends[1] or any(end not in form.terminals for end in ends):
            raise _refused(control.label, "a wire joins two terminals", "провод соединяет две разные клеммы")
        joins.add("-".join(sorted(ends)))
    return tuple(sorted(joins))


def moment(at: float, earliest: float, longest: float) -> float:
    """Return lab time on its grid of 0.1 s. Raises Refused where it goes back or too far."""
    if not _is_finite(at):
        raise Refused(Text(en="time has to be a number", ru="время должно быть числом"))
    # A negative zero would be another moment to whatever is made of its digits.
    time = float(Decimal(repr(at)).quantize(TENTH)) + 0.0 if abs(at) <= longest + 1 else at
    if time < earliest:
        passed = Decimal(repr(earliest)).normalize()
        raise Refused(
            Text(
                en=f"{say_number(passed, 'en')} s have passed already: time doesn't go back",
                ru=f"прошло уже {say_number(passed, 'ru')} с: время не идёт назад",
            )
        )
    if time > longest:
        most = Decimal(repr(longest)).normalize()
        raise Refused(
            Text(
                en=f"the experiment lasts {say_number(most, 'en')} s at most",
                ru=f"опыт длится не дольше {say_number(most, 'ru')} с",
            )
        )
    return time


def _is_finite(value: object) -> bool:
    """Tell whether something is a number of sensible size; a whole one of any length may have been sent."""
    return isinstance(value, float | int) and not isinstance(value, bool) and abs(value) < _LARGEST


def in_si(form: Range | Numbers, value: float) -> float:
    """Return the SI value of a number in the form's unit."""
    unit = read_unit(form.unit)
    return value * unit.factor + unit.offset


def _refused(label: Text, en: str, ru: str) -> Refused:
    return Refused(Text(en=f"{label.in_language('en')}: {en}", ru=f"{label.in_language('ru')}: {ru}"))
