"""Try a lab out with constants as somebody says them: what its instruments show, or what is true."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

from labs.documents.lab import Lab
from labs.documents.settings import SettingValue
from labs.proofs.apparatuses import ApparatusRefused, apparatus_of, number_in
from labs.proofs.checks import WAIT, amount_of, setting_of
from labs.proofs.model_units import model_units
from labs.running.benches import Bench, open_bench
from labs.running.exact import exact_values, scalar_values
from labs.running.taking import take
from labs.sessions import Entry, Refused, Wish
from variants.templates.display.printing import number_in_unit
from variants.templates.values import WordValue
from variants.texts import Text
from variants.variant import Given


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What is tried: hidden constants, settings and doings as typed, a time in seconds, and a secret."""

    hidden: Mapping[str, str]
    settings: Mapping[str, str]
    doings: Sequence[tuple[str, str]]
    secret: bytes
    at: float | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What came of a trial, as plain data by name; `model` is None unless exact values were asked for."""

    given: Mapping[str, Given]
    settings: Mapping[str, SettingValue]
    log: tuple[Entry, ...]
    readings: Mapping[str, Mapping[str, Any]]
    model: Mapping[str, Mapping[str, Any]] | None = None


def try_out(lab: Lab, trial: Trial) -> Tried:
    """Set, do and read everything. Raises ApparatusRefused, or labs.sessions.Refused."""
    _refuse_what_counts_for_nothing(lab, trial)
    given = apparatus_of(lab, trial.hidden)
    bench = open_bench(lab, given, trial.secret)
    settings = dict(bench.machine.start)
    settings |= {name: setting_of(lab, name, typed) for name, typed in trial.settings.items()}
    log: list[Entry] = []
    now = 0.0
    for doing, amount in trial.doings:
        if doing == WAIT:
            now += number_in("s", amount, WAIT)
            continue
        wish = Wish(settings=settings, at=now, action=doing, amount=amount_of(lab, doing, amount))
        log.append(take(bench, log, wish, 0))
    wish = Wish(settings=settings, at=now if trial.at is None else trial.at)
    values = scalar_values(bench, log, wish)
    readings = {name: _reading(bench, log, replace(wish, instrument=name), trial) for name in lab.instruments}
    return Tried(
        given=given,
        settings=settings,
        log=tuple(log),
        readings=readings,
        model=_model(lab, values) if trial.exact else None,
    )


def _refuse_what_counts_for_nothing(lab: Lab, trial: Trial) -> None:
    """Refuse a time where none goes by, and an amount where none is asked. Raises ApparatusRefused."""
    waits = any(doing == WAIT for doing, _ in trial.doings)
    if lab.process is None and (waits or trial.at is not None):
        raise ApparatusRefused(
            Text(en="no time goes by in this lab", ru="в этой работе время не идёт, ждать нечего")
        )
    actions = lab.process.actions if lab.process is not None else {}
    for doing, amount in trial.doings:
        if amount and doing in actions and actions[doing].amount is None:
            raise ApparatusRefused(
                Text(en=f"`{doing}` takes no amount", ru=f"для действия `{doing}` количество не указывают")
            )


def _reading(bench: Bench, log: Sequence[Entry], wish: Wish, trial: Trial) -> dict[str, Any]:
    """Return what an instrument shows, on the finest of its ranges that holds it."""
    instrument = bench.lab.instruments[wish.instrument]
    spans = sorted(instrument.spans, key=lambda span: span.highest)
    shown: dict[str, Any] = {"value": None, "unit": instrument.unit}
    try:
        for name in [span.name for span in spans] or [""]:
            entry = take(bench, log, replace(wish, span=name), 0)
            if not entry.overload:
                break
        shown = {"value": entry.value, "unit": instrument.unit, "text": entry.text}
        if len(spans) > 1:
            shown["range"] = entry.wish.span
        if instrument.look == "text" and entry.text:
            del shown["text"]
            words = bench.machine.seen[entry.text]
            shown["words"] = {"en": words.in_language("en"), "ru": words.in_language("ru")}
        shown |= {name: True for name in ("overload", "nothing") if getattr(entry, name)}
        if entry.mishap:
            shown["mishap"] = entry.mishap
        if trial.exact and spans and not entry.nothing:
            known = exact_values(bench, [*log, replace(entry, kind="reading")])
            exact = known[entry.number]
            return {"value": exact if isfinite(exact) else None, "unit": instrument.unit}
    except Refused as refused:
        shown["refused"] = {"en": refused.message.in_language("en"), "ru": refused.message.in_language("ru")}
    return shown


def _model(lab: Lab, values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return all that formulas can see at a moment: numbers in their units, words, truths."""
    units = model_units(lab)
    return {name: _plain(value, units.get(name, "")) for name, value in values.items()}


def _plain(value: Any, unit: str) -> dict[str, Any]:  # noqa: ANN401 - whatever a model holds
    match value:
        case bool():
            return {"value": value}
        case float():
            return {"value": number_in_unit(value, unit) if isfinite(value) else None, "unit": unit}
        case WordValue(name=name, text=text) if text.languages:
            return {"value": name, "words": {"en": text.in_language("en"), "ru": text.in_language("ru")}}
        case WordValue(name=name):
            return {"value": name}
        case str():
            return {"value": value}
        case tuple():
            return {"value": list(value)}
    if hasattr(value, "tolist"):
        return {
            "value": [number_in_unit(number, unit) for number in value.reshape(-1).tolist()],
            "unit": unit,
        }
    return {"value": str(value)}
