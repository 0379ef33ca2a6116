"""What each part of a lab document may not be is said in words that its author can act on."""

import pytest
from lab_folders import DRAWN, EVERYTHING, everything, problems_after, problems_of

CONTROLS = [
    (
        "start: 10, label: {en: R, ru: R}}",
        "start: 10, label: {en: R, ru: R}}\n  bad: {label: {en: b, ru: б}}",
        "from/to/step, one_of",
    ),
    (
        "{one_of: {wide: {en: w, ru: ш}, narrow: {en: n, ru: у}}, start",
        "{one_of: {wide: {en: w, ru: ш}}, start",
        "two or more",
    ),
    ("start: wide, label", "start: wide, unit: m, label", "words have no `unit`"),
    ("start: wide, label", "start: wyde, label", "did you mean `wide`"),
    ("from: 1, to: 10, step: 0.5, unit: ohm", "from: 1, to: 10, step: 0.4, unit: ohm", "step does not reach"),
    (
        "from: 1, to: 10, step: 0.5, unit: ohm",
        "from: 10, to: 1, step: 0.5, unit: ohm",
        "leads from `from` up to `to`",
    ),
    ("one_of: [50, 100]", "one_of: [100, 50]", "from small to large"),
]
MODEL = [
    ("cold: T < (300 read as K)", "cold: {is: 5}", "is a formula, or has one of the fields"),
    ("    until: omega > 0\n", "", "say how a motion ends"),
    ("    until: omega > 0\n", "    until: omega > 0\n    lasts: (2 read as s)\n", "say how a motion ends"),
    ("longest: 60", "longest: 0", "a number above 0"),
    ("resistance: R}", "resistanse: R}", "a `resistance`, an `emf` or both"),
    ("emf: epsilon, resistance: r", "emf: r, resistance: r", "V is expected"),
    ('"x^2 = R/(1 read as ohm)"', '"x^2 = R"', "units don't match"),
    ("I_short: epsilon/r", "I_short: epsilon/(r + I_short*(1 read as ohm/A))", "needs I_short"),
]
PROCESS = [
    ("speeds: [1, 10]", "speeds: []", "list 1 to 6 speeds"),
    ("    heat: {label", "    wait: {label", "`wait` has a meaning already"),
    ("      refusal: {en: full, ru: полно}\n", "", "`when` and `refusal` go together"),
    ("{T: T + (10 read as K)}", "{T: T + (10 read as mL)}", "units don't match"),
    ("costs: 4", "costs: many", "is not a number"),
]
INSTRUMENTS = [
    ("    otherwise: {en: hot, ru: горячо}\n", "", "`when` and `otherwise` go together"),
    ("reads: seen, look: text", "reads: R, look: text", "reads words, not a number"),
    (
        "resolution: 0.05, noise: 0.02, to: 6",
        "resolution: 0.05, noise: 0.02, from: 7, to: 6",
        "`from` must be below `to`",
    ),
    ("resolution: 0.05, noise: 0.02", "resolution: 0.05, noise: -0.02", "can't be negative"),
    ("resolution: 0.05, noise: 0.02, to: 6", "noise: 0.02, to: 6", "`resolution` is missing"),
    ("class: 1%", "class: 200%", "at most 100%"),
]
TABLES = [
    (
        "{instrument: eye, label",
        "{instrument: eye, setting: R, label",
        "one of `setting`, `instrument` and `formula`",
    ),
    ("{setting: R, label", "{setting: R, unit: A, label", "which is not A"),
    ("least: 3, good: 4, most: 10", "least: 5, good: 4, most: 10", "`least` ≤ `good`"),
    ("share: 50%, from: 0.3, to: 1", "share: 50%, from: 1, to: 0.3", "`from` must be less than `to`"),
    ("spread: {amps:", "spread: {color:", "no column of numbers"),
    ("max(amps) < (3 read as A)", "amps + 1", "units don't match"),
    ("formula: amps*volts", "formula: mean(amps)*volts", "a series is expected"),
]
PLACEMENTS = [
    ("{circuit: net, series:", "{circuit: nett, series:", "`nett` is not one of net"),
    ("series: [battery, ammeter]", "series: [battery, ampmeter]", "`ampmeter` is not one of"),
    ("series: [battery, ammeter]", "series: [battery]", "two parts at least"),
    ("series: [battery, ammeter]", "series: [battery, battery]", "each part stands once"),
    (
        "across: [battery, ammeter], without: []",
        "across: [battery, ammeter], without: [battery]",
        "stands once",
    ),
    ("across: [battery, ammeter]", "besides: [battery, ammeter]", "one of `series` and `across`"),
    ("  poles: {circuit", "  R: {circuit", "`R` has a meaning already"),
    ("cold: T < (300 read as K)", "cold: T < (300 read as K) and ring", "`ring`"),
    ("fuse: {when: abs(I_ammeter) > (3 read as A)", "fuse: {when: ring", "`ring`"),
    ("is_cold: {is: cold, step: 0}", "is_cold: {is: ring, step: 0}", "`ring`"),
]
TALLIES = [
    (
        "label: {en: glances, ru: взгляды}, instrument: eye",
        "label: {en: g, ru: в}, instrument: ear",
        "`ear` is",
    ),
    ("then (0.5 read as mL) else V", "then (0.5 read as s) else V", "units don't match"),
    ('then (0.5 read as mL) else V"', 'then epsilon else epsilon"', "`epsilon`"),
    ('    adds: "if poles then (0.5 read as mL) else V"\n', "", "`adds` is missing"),
    ("  glances: {label", "  R: {label", "`R` has a meaning already"),
    ("glances <= 6", "glances <= (6 read as s)", "units don't match"),
    ("glances <= 6", "glances <= r/r", "`r`"),
    ('readings: amps, holds: "ring', 'readings: power, holds: "ring', "`power` is not one of"),
    ('holds: "ring and side', 'holds: "max(amps) > (1 read as A) and side', "`amps`"),
    ("-slope(amps, volts)", "-slope(amps, volts)*glances", "`glances`"),
]
ASKED = [
    ("  r: {own:", "  q: {own:", "no quantity `q` is asked"),
    ("  r: {own:", "  q: {own:", "say how `r` follows"),
    ('from: "(epsilon - mean(volts))', 'from: "(r*mean(amps) - mean(volts))', "`r`"),
    ('from: "(epsilon - mean(volts))/mean(amps)', 'from: "epsilon', "is expected here"),
    ('from: "(epsilon - mean(volts))', 'from: "(I_short*R - mean(volts))', "`I_short`"),
    ('intercept(amps, volts)", uncertainty', 'intercept(amps, volts) + 0*epsilon", uncertainty', "`epsilon`"),
    (", uncertainty: yes", "", "nothing in this lab can earn the points for `uncertainty`"),
    ("uncertainty: 10, conclusion: 5", "uncertainty: 15, conclusion: 0", "`conclusion` earns no points"),
]
PROTOCOL = [
    ("(r in ohm) + 3", "r + 3", "units don't match"),
    ('side: wide, mass: "100"}', 'side: wide, weight: "100"}', "there is no control `weight`"),
    (
        'side: wide, mass: "100"}',
        "side: \"if r > 0 then 'slim' else 'wide'\"}",
        "one of wide, narrow is expected",
    ),
    ('["1", "2", "(r in ohm) + 3", "8"]', '["1", "2"]', "2 settings for 4 rows"),
    ("[heat], [wait", "[heat, 5], [wait", "write [action], [action, amount]"),
    ("each: [[], [], [],", "each: [[],", "2 lists for 4 rows"),
    ("columns: {volts: {R:", "columns: {wolts: {R:", "no column `wolts`"),
    ('wait: "2"}', "wait: tau}", "this is in s"),
    ("unit: A\n    tolerance", "unit: V\n    tolerance", "`I_ammeter` is not in V"),
    ('epsilon: "4.5", r', 'tau: "4.5", r', "`tau` is no hidden constant"),
    ("salt: blue}", "salt: red}", "`red` is not one of"),
]
SCENE = [
    ("is_cold: {is: cold, step: 0}", "R: {is: cold, step: 0}", "`R` has a meaning already"),
    ("is_cold: {is: cold, step: 0}", "is_cold: {is: cold, step: 1}", "a statement has step 0"),
    ("is_cold: {is: cold, step: 0}", "is_cold: {is: seen, step: 0}", "a number or a statement can be shown"),
    ("is: I_ammeter, unit: A, step: 0.05", "is: I_ammeter, unit: A, step: 0", "say the `step`"),
    ("is: I_ammeter, unit: A, step: 0.05", "is: I_ammeter, unit: V, step: 0.05", "this is not in V"),
    ('turn: "amps_now/(1 read as A)", about: [10, 20]', "about: [10, 20]", "nothing moves this part"),
    ("about: [10, 20]", "about: [10]", "a place is [x, y]"),
    ("about: [10, 20]", "fill: u", "`fill` and `colours` go together"),
    ("about: [10, 20]", "fill: u, colours: {0: red, 1: '#fff'}", "write number: '#rrggbb'"),
    ("about: [10, 20]", "fill: u, colours: {0: '#fff'}", "two or more {number: colour}"),
    ("about: [10, 20]", "text: amps_now", "`amps_now` is not one of"),
    ("runs: {ammeter", "runs: {ampmeter", "there is no instrument `ampmeter`"),
    ('"R is {{R}}, {{amps_now}}"', '"R is {{R of 5}}"', "can't be read"),
]
SECRETS = [
    (
        "options: {a: {text: {en: A, ru: А}, right: yes}, b: {text: {en: B, ru: Б}, right: no}}",
        "options: mistakes\n    key: epsilon",
        "can't be made from mistakes",
    ),
    (
        "purpose:\n",
        "mistakes: [{ask: r, gives: 2*r, say: {en: 'not {{r}}', ru: 'не {{r}}'}}]\npurpose:\n",
        "`r` tells a hidden constant",
    ),
    (
        "purpose:\n",
        "hints: [{when: r > (1 read as ohm), en: big, ru: много}]\npurpose:\n",
        "tells a hidden constant",
    ),
    (
        "  why:\n",
        "  rows: {kind: table, columns: {I_short: {show: yes}, r: {unit: ohm}}}\n  why:\n",
        "`I_short` tells a hidden constant",
    ),
    ("epsilon: {from: 3,", "epsilon: {hidden: yes, from: 3,", "leave `hidden` out"),
    ("  tau: {is: 20", "  r: {is: 20", "`r` has a meaning already"),
]
CHECKED = [
    ("tolerance: 0.1%\n", "tolerance: 11%\n", "checks nothing"),
    ("tolerance: 0.1%\n", "tolerance: 0.06\n", "checks nothing"),
    (
        "    name: I_ammeter\n    value: 0.5\n    unit: A",
        "    name: r\n    value: 1\n    unit: ohm",
        "is set, not",
    ),
    (
        "    name: I_ammeter\n    value: 0.5\n    unit: A",
        "    name: R\n    value: 8\n    unit: ohm",
        "is set, not",
    ),
]
ROWS = [*CHECKED, *CONTROLS, *MODEL, *PROCESS, *INSTRUMENTS, *TABLES, *ASKED, *PROTOCOL, *SCENE, *SECRETS]
ROWS += [*PLACEMENTS, *TALLIES]


@pytest.mark.parametrize(("old", "new", "words"), ROWS, ids=[row[2] for row in ROWS])
def test_a_refusal_says_what_is_wrong(old: str, new: str, words: str) -> None:
    problems = problems_after(old, new)

    assert any(words in (problem.message.en or "") for problem in problems), problems
    assert all(problem.message.ru for problem in problems)


@pytest.mark.parametrize("field", ["apparatus", "purpose", "controls", "known", "model", "tables", "scene"])
def test_a_field_that_is_missing_or_a_word_is_asked_for(field: str) -> None:
    lines = EVERYTHING.splitlines(keepends=True)
    start = lines.index(f"{field}:\n")
    after = (number for number in range(start + 1, len(lines)) if not lines[number].startswith(" "))
    end = next(after, len(lines))

    assert problems_of(everything("".join(lines[:start] + lines[end:])))
    assert problems_of(everything("".join([*lines[:start], f"{field}: word\n", *lines[end:]])))


def test_columns_of_two_tables_do_not_go_row_by_row() -> None:
    second = (
        "  second: {title: {en: T, ru: Т}, rows: {least: 1, good: 1, most: 2}, columns: "
        "{again: {instrument: voltmeter, label: {en: U, ru: U}}}}\nplots:\n"
    )
    text = EVERYTHING.replace("plots:\n", second).replace("-slope(amps, volts)", "-slope(amps, again)")

    said = [problem.message.en or "" for problem in problems_of(everything(text))]

    assert any("columns of different tables (main, second)" in words for words in said)


BOUNDS = [
    ("too many elements", {"scene.svg": DRAWN.replace("</svg>", "<g/>" * 3_000 + "</svg>").encode()}),
    ("larger than", {"scene.svg": (DRAWN + " " * 200_000).encode()}),
    ("larger than", {"theory.en.md": b"a" * 100_001}),
    ("is empty", {"theory.en.md": b" \n"}),
    ("UTF-8", {"theory.en.md": b"\xff"}),
    ("longer than", {"lab.yaml": b"#" + b"a" * 200_001}),
]


@pytest.mark.parametrize(("words", "files"), BOUNDS, ids=[row[0] + min(row[1]) for row in BOUNDS])
def test_files_are_bounded(words: str, files: dict[str, bytes]) -> None:
    said = [problem.message.en or "" for problem in problems_of({**everything(), **files})]

    assert any(words in message for message in said), said
