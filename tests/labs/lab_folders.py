"""Folders of labs for tests of their reading: one small lab that has every form there is."""

from collections.abc import Mapping
from typing import Final

from content.loader import built_in
from content.tables import library_tables
from labs.documents.lab import Lab
from labs.reading.lab_reading import read_lab
from variants.problems import DocumentRefused, Problem

EVERYTHING: Final = """\
id: everything
title: {en: Everything, ru: Всё}
subject: physics
section: electrodynamics
grades: [10]
skills: [circuits]
modelled: {en: M, ru: М}
left_out: {en: L, ru: Л}
data:
  salts:
    source: "school table"
    columns: {color: text, density: g/cm^3}
    rows:
      blue: {color: {en: blue, ru: синий}, density: 2}
      white: {color: {en: white, ru: белый}, density: 3}
apparatus:
  epsilon: {from: 3, to: 5.5, step: 0.05, unit: V}
  r: {from: 0.5, to: 3, step: 0.05, unit: ohm}
  salt: {row_of: salts}
known:
  T0: {is: 293, unit: K}
  tau: {is: 20, unit: s}
truth:
  I_short: epsilon/r
certify: [ I_short*r = epsilon ]
ask:
  epsilon: {kind: quantity, unit: V, tolerance: 3%, apart: yes, label: {en: EMF, ru: ЭДС}}
  r: {kind: quantity, unit: ohm, tolerance: 5%, label: {en: R, ru: R}}
  why:
    kind: choice
    pick: one
    label: {en: Why, ru: Почему}
    options: {a: {text: {en: A, ru: А}, right: yes}, b: {text: {en: B, ru: Б}, right: no}}
purpose:
  en: |
    Measure at {{T0}}.
  ru: |
    Измерьте при {{T0}}.
solution:
  en: "It is {{epsilon}}."
  ru: "Это {{epsilon}}."
controls:
  R: {from: 1, to: 10, step: 0.5, unit: ohm, start: 10, label: {en: R, ru: R}}
  mass: {one_of: [50, 100], unit: g, start: 50, label: {en: m, ru: m}}
  side: {one_of: {wide: {en: w, ru: ш}, narrow: {en: n, ru: у}}, start: wide, label: {en: s, ru: г}}
  wires:
    wiring: {bp: {en: b+, ru: б+}, bm: {en: b-, ru: б-}, ap: {en: a+, ru: а+}, am: {en: a-, ru: а-}}
    start: [bp-ap]
    label: {en: wires, ru: провода}
model:
  cold: T < (300 read as K)
  x: {solves: "x^2 = R/(1 read as ohm)", from: 0, to: 10}
  T_swing:
    motion:
      theta: {start: 0.1, rate: omega, unit: rad}
      omega: {start: 0, rate: "-(9.81 read as m/s^2)/(1 read as m)*sin(theta)", unit: rad/s}
    until: omega > 0
    longest: 60
  net:
    circuit:
      battery: {plus: bp, minus: bm, emf: epsilon, resistance: r}
      ammeter: {plus: ap, minus: am, resistance: R}
    wiring: wires
  seen: if side = 'wide' then 'wide' else 'narrow'
placements:
  ring: {circuit: net, series: [battery, ammeter], polarity: yes}
  poles: {circuit: net, across: [battery, ammeter], without: [], bridged: []}
process:
  variables:
    T: {start: T0, rate: "-(T - T0)/tau + (if cold then 0 else 0)", unit: K}
    V: {start: 0, unit: mL}
  actions:
    pour:
      label: {en: pour, ru: налить}
      amount: {from: 0.5, to: 5, step: 0.5, unit: mL}
      changes: {V: V + amount}
      when: V + amount < (50 read as mL)
      refusal: {en: full, ru: полно}
    heat: {label: {en: heat, ru: нагреть}, changes: {T: T + (10 read as K)}}
  speeds: [1, 10]
  longest: 3600
hazards:
  fuse: {when: abs(I_ammeter) > (3 read as A), say: {en: blown, ru: сгорел}, costs: 4}
instruments:
  ammeter:
    reads: I_ammeter
    unit: A
    look: dial
    class: 1%
    signed: yes
    ranges:
      low: {to: 0.6, resolution: 0.01, label: {en: low, ru: малый}}
      high: {to: 3, resolution: 0.05, zero: 0.02, label: {en: high, ru: большой}}
    when: cold
    otherwise: {en: hot, ru: горячо}
    label: {en: A, ru: А}
  voltmeter: {reads: U_battery, unit: V, resolution: 0.05, noise: 0.02, to: 6, label: {en: V, ru: В}}
  thermometer: {reads: T, unit: K, resolution: 0.5, to: 400, lag: 5, live: yes, label: {en: T, ru: T}}
  eye: {reads: salt.color, look: text, label: {en: eye, ru: глаз}}
  mark: {reads: seen, look: text, label: {en: mark, ru: метка}}
tallies:
  glances: {label: {en: glances, ru: взгляды}, instrument: eye}
  spent:
    instrument: voltmeter
    adds: "if poles then (0.5 read as mL) else V"
    unit: mL
    label: {en: spent, ru: ушло}
tables:
  main:
    title: {en: T, ru: Т}
    columns:
      set_r: {setting: R, label: {en: R, ru: R}}
      which: {setting: side, label: {en: s, ru: г}}
      amps: {instrument: ammeter, where: side = 'wide', label: {en: I, ru: I}}
      volts: {instrument: voltmeter, label: {en: U, ru: U}}
      color: {instrument: eye, label: {en: c, ru: ц}}
      power: {formula: amps*volts, unit: W, tolerance: 1%, label: {en: P, ru: P}}
    rows: {least: 3, good: 4, most: 10}
    spread: {amps: {share: 50%, from: 0.3, to: 1}}
    demands:
      - {holds: max(amps) < (3 read as A), say: {en: small, ru: мал}}
      - {readings: amps, holds: "ring and side = 'wide'", say: {en: joined wrongly, ru: собрано неверно}}
      - holds: glances <= 6 and spent <= (3 read as mL)
        worth: 1/2
        say: {en: Look less often., ru: Смотрите реже.}
plots:
  line: {table: main, x: amps, y: volts, line: yes, title: {en: U, ru: U}}
results:
  epsilon: {own: "intercept(amps, volts)", uncertainty: yes}
  r: {own: "-slope(amps, volts)", from: "(epsilon - mean(volts))/mean(amps)"}
rubric: {provenance: 15, design: 15, processing: 20, plot: 15, result: 20, uncertainty: 10, conclusion: 5}
protocol:
  - table: main
    rows: 4
    set: {R: ["1", "2", "(r in ohm) + 3", "8"], wires: [bp-ap, bm-am], side: wide, mass: "100"}
    columns: {volts: {R: "5", wait: "2"}}
    do: [[pour, "1"], [heat], [wait, "10"]]
    each: [[], [], [], [[wait, "(tau in s)"]]]
checks:
  - apparatus: {epsilon: "4.5", r: "1", salt: blue}
    set: {R: "8", wires: [bp-ap, bm-am]}
    do: [[wait, "5"]]
    name: I_ammeter
    value: 0.5
    unit: A
    tolerance: 0.1%
    source: "OpenStax College Physics 2e, 21.2"
scene:
  shows:
    amps_now: {is: I_ammeter, unit: A, step: 0.05}
    is_cold: {is: cold, step: 0}
  runs: {ammeter: {lasts: "(2 read as s)"}}
  bind:
    - {part: needle, turn: "amps_now/(1 read as A)", about: [10, 20]}
  description: {en: "R is {{R}}, {{amps_now}}", ru: "R равно {{R}}, {{amps_now}}"}
"""
DRAWN: Final = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60">
<g id="frame"><line id="needle" x1="10" y1="20" x2="30" y2="20" stroke="#000"/></g>
</svg>
"""


def everything(document: str = EVERYTHING, drawing: str = DRAWN) -> dict[str, bytes]:
    """Return the files of the lab that has everything."""
    pages = {
        f"{page}.{language}.md": f"## {page}\n\n$a^2$".encode()
        for page in ("theory", "procedure", "teacher")
        for language in ("en", "ru")
    }
    return {"lab.yaml": document.encode(), "scene.svg": drawing.encode(), **pages}


def shipped(name: str) -> dict[str, bytes]:
    """Return the files of a built-in lab."""
    folder = built_in().joinpath("labs", name)
    return {entry.name: entry.read_bytes() for entry in folder.iterdir()}


def read(files: Mapping[str, bytes]) -> Lab:
    """Read a lab with the tables of the library."""
    return read_lab(files, tables=library_tables())


def problems_of(files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Return what is wrong in a lab; nothing if it can be read."""
    try:
        read(files)
    except DocumentRefused as refused:
        return refused.problems
    return ()


def problems_after(old: str, new: str) -> tuple[Problem, ...]:
    """Return what is wrong in the lab that has everything, with one text in place of another."""
    assert EVERYTHING.count(old) == 1, f"{old!r} stands there {EVERYTHING.count(old)} times"
    return problems_of(everything(EVERYTHING.replace(old, new)))
