"""Small labs built by hand through the dataclasses: an incline, a pendulum, a circuit, a cooling body."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from labs.documents.instruments import Instrument, Span
from labs.documents.lab import Lab, Pages
from labs.documents.models import (
    Action,
    Circuit,
    Element,
    Hazard,
    ModelLine,
    Motion,
    Process,
    Variable,
)
from labs.documents.scenes import Scene, Shown
from labs.documents.settings import Control, Range, SettingValue, Wiring, Words
from variants.formulas.reading import read_formula
from variants.templates.located import Formula, Templates
from variants.templates.reading.task_reading import read_task
from variants.templates.task import Search, SolveLine
from variants.texts import Text
from variants.variant import Given

SECRET = bytes(range(32))
OTHER_SECRET = bytes(range(1, 33))


def formula(text: str) -> Formula:
    """Return a formula as if it stood in line 7."""
    return Formula(text=text, tree=read_formula(text), line=7, column=3)


def text(words: str) -> Text:
    """Return the same words in both languages."""
    return Text(en=words, ru=words)


def line(name: str, words: str, search: Search | None = None) -> SolveLine:
    """Return a line of algebra, or a root."""
    return SolveLine(name=name, formula=formula(words), search=search)


def range_control(name: str, low: str, high: str, step: str, unit: str = "") -> Control:
    """Return a control that starts at its lowest."""
    form = Range(lowest=Decimal(low), highest=Decimal(high), step=Decimal(step), unit=unit)
    return Control(name=name, label=text(name), form=form, start=float(low))


def words_control(name: str, *words: str) -> Control:
    """Return a choice that starts at its first."""
    return Control(
        name=name, label=text(name), form=Words(words={word: text(word) for word in words}), start=words[0]
    )


def span(name: str = "", **given: Any) -> Span:  # noqa: ANN401
    """Return a span from 0 to 1000 by 0.001 if nothing else is said."""
    return Span(
        **{"name": name, "label": text(name), "lowest": 0.0, "highest": 1000.0, "resolution": 0.001, **given}
    )


def instrument(name: str, reads: str, unit: str = "", **given: Any) -> Instrument:  # noqa: ANN401
    """Return a digital instrument of one span."""
    return Instrument(
        **{
            "name": name,
            "label": text(name),
            "reads": formula(reads),
            "unit": unit,
            "spans": (span(),),
            "look": "digits",
            **given,
        }
    )


def build_lab(givens: str, controls: list[Control], model: list[ModelLine], **given: Any) -> Lab:  # noqa: ANN401
    """Return a lab whose apparatus is given in the task language."""
    apparatus = read_task(_TASK.format(givens=givens), document="lab.yaml", tables={})
    instruments = {one.name: one for one in given.pop("instruments", [])}
    empty = Text(en="", ru="")
    shows: Mapping[str, Shown] = given.pop("shows", {})
    fields = {
        "apparatus": apparatus,
        "hidden": tuple(apparatus.given),
        "modelled": empty,
        "left_out": empty,
        "controls": {control.name: control for control in controls},
        "model": tuple(model),
        "process": None,
        "instruments": instruments,
        "hazards": (),
        "tables": {},
        "plots": {},
        "results": {},
        "rubric": {},
        "protocol": (),
        "checks": (),
        "scene": Scene(svg="", shows=shows, bindings=(), runs=(), description=Templates()),
        "pages": Pages(theory=empty, procedure=empty, teacher=empty),
    }
    return Lab(**{**fields, **given})


_TASK = """
id: a-lab
title: {{en: A lab, ru: Лаба}}
subject: physics
section: mechanics
grades: [10]
skills: [friction]
given:
{givens}
statement: {{en: Measure., ru: Измерьте.}}
ask:
  one: {{kind: quantity, key: "1", label: {{en: One, ru: Один}}}}
solution: {{en: Done., ru: Готово.}}
"""


def given_number(name: str, value: float, unit: str = "") -> tuple[str, Given]:
    """Return a frozen hidden number."""
    return name, Given(name=name, plain=text(""), value={"value": value, "unit": unit}, hidden=True)


def given_word(name: str, word: str) -> tuple[str, Given]:
    """Return a frozen hidden word or row."""
    return name, Given(name=name, plain=text(""), value=word, hidden=True)


def incline() -> Lab:
    """Return a block on a plane: time of sliding, mass by a coarse and a fine scale."""
    timer = instrument(
        "timer",
        "t",
        "s",
        spans=(span(noise=0.0005, highest=20.0),),
        when=formula("slides"),
        otherwise=text("it stands still"),
        live=True,
    )
    meter = instrument(
        "meter",
        "s",
        "cm",
        spans=(
            span("fine", highest=60.0, resolution=0.1, grade=0.01, zero=0.2),
            span("coarse", highest=200.0, resolution=0.5, grade=0.02, noise=0.5),
        ),
    )
    return build_lab(
        "  mu: {from: 0.15, to: 0.45, step: 0.005, hidden: yes}\n  g: {is: 9.81, unit: m/s^2}\n",
        [range_control("alpha", "0", "60", "1", "deg"), range_control("s", "10", "150", "0.1", "cm")],
        [
            line("slides", "tan(alpha) > mu"),
            line("a", "g*(sin(alpha) - mu*cos(alpha))"),
            line("t", "if slides then sqrt(2*s/a) else 0*sqrt(s/g)"),
        ],
        instruments=[timer, meter],
        shows={
            "go": Shown(name="go", formula=formula("slides"), unit="", step=0.0),
            "tt": Shown(name="tt", formula=formula("t"), unit="s", step=0.05),
        },
        quota=20,
    )


def incline_given(mu: float = 0.2) -> dict[str, Given]:
    """Return what a student of the incline was dealt."""
    known = Given(name="g", plain=text(""), value={"value": 9.81, "unit": "m/s^2"})
    return {**dict([given_number("mu", mu)]), "g": known}


def pendulum() -> Lab:
    """Return a pendulum followed in full until it comes back to where it stands for a moment."""
    swing = Motion(
        name="half",
        variables=(
            Variable(name="theta", unit="rad", start=formula("A"), rate=formula("omega")),
            Variable(name="omega", unit="rad/s", start=formula("0*w"), rate=formula("-(g/L)*sin(theta)")),
        ),
        longest=60.0,
        until=formula("omega > 0*w"),
        line=12,
        column=5,
    )
    clock = instrument("clock", "T", "s", spans=(span(resolution=0.00001),))
    return build_lab(
        "  g: {from: 1.6, to: 25, step: 0.05, unit: m/s^2, hidden: yes}\n",
        [range_control("L", "10", "200", "1", "cm"), range_control("A", "1", "170", "1", "deg")],
        [line("w", "sqrt(g/L)"), swing, line("T", "2*half")],
        instruments=[clock],
    )


def circuit(wires: tuple[str, ...] = ()) -> Lab:
    """Return a source, a rheostat and two meters to be joined, with a fuse that blows."""
    terminals = ("b_plus", "b_minus", "r_one", "r_two", "a_plus", "a_minus", "v_plus", "v_minus")
    wiring = Control(
        name="wires",
        label=text("wires"),
        form=Wiring(terminals={terminal: text(terminal) for terminal in terminals}),
        start=wires,
    )
    elements = (
        Element(name="battery", plus="b_plus", minus="b_minus", resistance=formula("r"), emf=formula("emf")),
        Element(name="load", plus="r_one", minus="r_two", resistance=formula("R")),
        Element(name="ammeter", plus="a_plus", minus="a_minus", resistance=formula("RA")),
        Element(name="voltmeter", plus="v_plus", minus="v_minus", resistance=formula("RV")),
    )
    return build_lab(
        "  emf: {from: 3, to: 5.5, step: 0.1, unit: V, hidden: yes}\n"
        "  r: {from: 0.5, to: 3, step: 0.1, unit: ohm, hidden: yes}\n"
        "  A1: {is: 1, unit: A}\n  RA: {is: 0.001, unit: ohm}\n  RV: {is: 1000000, unit: ohm}\n",
        [wiring, range_control("R", "0", "50", "0.5", "ohm")],
        [Circuit(name="net", elements=elements, wiring="wires", line=9, column=1)],
        instruments=[
            instrument("ammeter", "I_ammeter", "A", spans=(span(lowest=-3.0, highest=3.0, resolution=0.01),)),
            instrument(
                "voltmeter", "U_voltmeter", "V", spans=(span(lowest=-6.0, highest=6.0, resolution=0.01),)
            ),
        ],
        hazards=(Hazard(name="fuse", when=formula("abs(I_ammeter) > 3.2*A1"), say=text("bang"), costs=4),),
    )


def circuit_given(emf: float = 4.5, r: float = 1.0) -> dict[str, Given]:
    """Return what a student of the circuit was dealt."""
    shown = {
        "A1": Given(name="A1", plain=text(""), value={"value": 1.0, "unit": "A"}),
        "RA": Given(name="RA", plain=text(""), value={"value": 0.001, "unit": "ohm"}),
        "RV": Given(name="RV", plain=text(""), value={"value": 1000000.0, "unit": "ohm"}),
    }
    return {**dict([given_number("emf", emf, "V"), given_number("r", r, "ohm")]), **shown}


JOINED = ("a_minus-r_one", "a_plus-b_plus", "b_minus-r_two", "r_one-v_plus", "r_two-v_minus")


def cooling() -> Lab:
    """Return a body that cools, with a slow thermometer, a heater and a lid to boil over."""
    kettle = Process(
        variables=(
            Variable(name="T", unit="K", start=formula("T0"), rate=formula("-k*(T - T1)")),
            Variable(name="heat", unit="J", start=formula("0*E1")),
        ),
        actions={
            "warm": Action(
                name="warm",
                label=text("warm"),
                changes={"T": formula("T + amount/C"), "heat": formula("heat + amount")},
                amount=Range(lowest=Decimal(10), highest=Decimal(5000), step=Decimal(10), unit="J"),
                when=formula("heat + amount <= 100*E1"),
                refusal=text("no more gas"),
            ),
            "stir": Action(name="stir", label=text("stir"), changes={}),
        },
        speeds=(1.0, 10.0),
        longest=3600.0,
    )
    return build_lab(
        "  tau: {from: 100, to: 900, step: 10, unit: s, hidden: yes}\n"
        "  C: {from: 40, to: 110, step: 1, unit: J/K, hidden: yes}\n"
        "  T0: {is: 350, unit: K}\n  T1: {is: 300, unit: K}\n  E1: {is: 100, unit: J}\n",
        [words_control("place", "cup", "air")],
        [
            line("k", "1/tau"),
            line("around", "if place = 'cup' then T else T1"),
        ],
        process=kettle,
        hazards=(Hazard(name="boils", when=formula("T > 1.24*T1"), say=text("it boils"), costs=3),),
        instruments=[
            instrument("quick", "T", "K", spans=(span(noise=0.05, resolution=0.01),), live=True),
            instrument("slow", "around", "K", spans=(span(resolution=0.0001),), lag=20.0),
        ],
    )


def cooling_given(tau: float = 300.0, capacity: float = 100.0) -> dict[str, Given]:
    """Return what a student of the cooling body was dealt."""
    shown = {
        "T0": Given(name="T0", plain=text(""), value={"value": 350.0, "unit": "K"}),
        "T1": Given(name="T1", plain=text(""), value={"value": 300.0, "unit": "K"}),
        "E1": Given(name="E1", plain=text(""), value={"value": 100.0, "unit": "J"}),
    }
    return {**dict([given_number("tau", tau, "s"), given_number("C", capacity, "J/K")]), **shown}


def settings(lab: Lab, **changed: SettingValue) -> dict[str, SettingValue]:
    """Return the starting settings with some changed."""
    return {**{name: control.start for name, control in lab.controls.items()}, **changed}
