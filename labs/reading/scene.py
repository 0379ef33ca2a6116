"""Read `scene`: what the page may know of the model, and what moves which part of the drawing."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final, get_args

from labs.documents.instruments import Instrument
from labs.documents.scenes import MEASURED, Binding, BindingKind, Run, Scene, Shown
from labs.reading.checking import NOTHING, SECOND, Checker, measured_type
from labs.reading.drawings import part_on_page
from labs.reading.names import Names
from labs.reading.numbers import read_not_negative, read_number
from labs.reading.trees import tree_to_json
from variants.formulas.suggestions import with_suggestion
from variants.formulas.trees import names as names_in
from variants.quantities.unit_table import DIMENSIONLESS
from variants.templates.documents import Complaint, Node, Record
from variants.templates.holes import Hole, UnreadableText, render_holed
from variants.templates.located import Formula, Template, Templates
from variants.templates.reading.fields import (
    Fields,
    read_formula_at,
    read_integer,
    read_items,
    read_templates,
    read_text,
    read_unit_text,
    read_word,
)
from variants.templates.reading.names import read_names
from variants.templates.type_checks import say_type
from variants.templates.value_types import NumberType, TruthType, Type
from variants.texts import LANGUAGES, Text

MOVES: Final[tuple[BindingKind, ...]] = get_args(BindingKind)
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?")
_FIELDS: Final = ("part", *MOVES, "about", "colours", "text")
_OF_DRAWING: Final = ("file", "shows", "runs", "bind", "description")
_OF_PAGE: Final = ("page", "width", "height", "shows", "description")
_WIDTH: Final = read_integer(200, 2000)
_HEIGHT: Final = read_integer(150, 2000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backstage:
    """What a scene is bound to: names of the lab, its controls and instruments, the drawing and its parts.

    `beside` are the paths of all files that came with the document.
    """

    names: Names
    controls: Iterable[str]
    instruments: Mapping[str, Instrument]
    variables: Iterable[str]
    svg: str
    parts: frozenset[str]
    beside: frozenset[str] = frozenset()


def read_scene(node: Node, backstage: Backstage) -> Scene:
    """Read the bindings of a drawing, or what a page in its place is told. Raises Complaint."""
    problems = backstage.names.problems
    packaged = isinstance(node, Record) and "page" in node.entries
    fields = Fields(node, problems, _OF_PAGE if packaged else _OF_DRAWING)
    no_shows: dict[str, Shown] = {}
    nothing: tuple[Binding, ...] = ()
    no_runs: tuple[Run, ...] = ()
    fields.get("file", read_word("scene.svg"), "scene.svg")
    shows = fields.get("shows", partial(_shows, backstage=backstage), no_shows)
    checker = _page_checker(shows, backstage)
    description = fields.need("description", read_templates(problems), Templates())
    wirings = set(backstage.controls) - set(checker.scope.names)
    _check_holes(description, checker, wirings)
    return Scene(
        svg=backstage.svg,
        shows=shows,
        bindings=fields.get("bind", partial(_bindings, checker=checker, backstage=backstage), nothing),
        runs=fields.get("runs", partial(_runs, checker=checker, backstage=backstage), no_runs),
        description=description,
        page=fields.need("page", partial(_page, beside=backstage.beside), "") if packaged else "",
        size=(fields.get("width", _WIDTH, 640), fields.get("height", _HEIGHT, 420)) if packaged else (0, 0),
    )


def _page(node: Node, beside: frozenset[str]) -> str:
    """Read the path of a page that came with the lab."""
    path = read_text(node)
    if not path.lower().endswith((".html", ".htm")):
        raise Complaint(node, Text(en="a page is an .html file", ru="страница — это файл .html"))
    if path not in beside:
        message = Text(en=f"the page {path} is missing", ru=f"не хватает страницы {path}")
        raise Complaint(node, with_suggestion(message, path, sorted(beside)))
    return path


def _page_checker(shows: Mapping[str, Shown], backstage: Backstage) -> Checker:
    types = backstage.names.types
    known: dict[str, Type] = {name: types[name] for name in backstage.controls if name in types}
    for name, shown in shows.items():
        known[name] = measured_type(shown.unit) if shown.step else TruthType()
    return backstage.names.checker(known)


def _shows(node: Node, backstage: Backstage) -> dict[str, Shown]:
    problems = backstage.names.problems
    shows = {}
    for name, entry in read_names(node, problems):
        shown = problems.attempt(partial(_shown, name, entry, backstage))
        if shown is not None:
            shows[name] = shown
    return shows


def _shown(name: str, node: Node, backstage: Backstage) -> Shown:
    names = backstage.names
    if name in backstage.controls or name in ("u", "clock", MEASURED):
        raise Complaint(node, Text(en=f"`{name}` has a meaning already", ru=f"имя `{name}` уже занято"))
    if isinstance(node, Record) and "reads" in node.entries:
        return _read_off(name, node, backstage)
    fields = Fields(node, names.problems, ("is", "unit", "step"))
    unit = fields.get("unit", read_unit_text, "")
    formula = fields.need("is", read_formula_at, NOTHING)
    found = names.checker().type_of(formula)
    step = fields.get("step", read_not_negative, 0.0)
    _check_shown(node, found, unit=unit, step=step)
    _refuse_secret(formula, backstage)
    return Shown(name=name, formula=formula, unit=unit, step=step)


def _read_off(name: str, node: Node, backstage: Backstage) -> Shown:
    """Read a show that is the display of an instrument, and no nearer to the truth than that."""
    names = backstage.names
    measuring = {known: one for known, one in backstage.instruments.items() if one.look != "text"}
    if not measuring:
        raise Complaint(node, Text(en="no instrument here shows a number", ru="здесь нет приборов с числами"))
    fields = Fields(node, names.problems, ("reads", "unit", "step", "when"))
    instrument = measuring[fields.need("reads", read_word(*measuring), next(iter(measuring)))]
    unit = fields.get("unit", read_unit_text, instrument.unit)
    step = fields.get("step", read_not_negative, 0.0)
    types = names.types
    controls = names.checker({one: types[one] for one in backstage.controls if one in types})
    _check_shown(node, NumberType(dimension=measured_type(instrument.unit).dimension), unit=unit, step=step)
    return Shown(
        name=name,
        formula=instrument.reads,
        unit=unit,
        step=step,
        instrument=instrument.name,
        when=fields.need("when", controls.truth, NOTHING) if "when" in fields else None,
    )


def _check_shown(node: Node, found: Type | None, *, unit: str, step: float) -> None:
    if found is None:
        return
    if isinstance(found, TruthType):
        if step or unit:
            raise Complaint(node, Text(en="a statement has step 0", ru="у утверждения шаг (step) равен 0"))
        return
    if not isinstance(found, NumberType) or found.length is not None:
        said = say_type(found)
        raise Complaint(
            node,
            Text(
                en=f"a number or a statement can be shown, not {said.en}",
                ru=f"показать можно число или утверждение, а не {said.ru}",
            ),
        )
    if found.dimension not in (None, measured_type(unit).dimension):
        raise Complaint(
            node, Text(en=f"this is not in {unit or 'pure numbers'}", ru=f"единица здесь не {unit or '1'}")
        )
    if not step:
        raise Complaint(node, Text(en="say the `step` it is rounded to", ru="укажите шаг округления `step`"))


def _refuse_secret(formula: Formula, backstage: Backstage) -> None:
    """What doesn't change as the student sets and does things is the apparatus itself."""
    names = backstage.names
    reached = names.reached(names_in(formula.tree))
    moving = {*backstage.controls, *backstage.variables, "time"}
    if reached & names.hidden and not reached & moving:
        raise Complaint(
            (formula.line, formula.column),
            Text(
                en="this shows a hidden constant: it depends on no setting",
                ru="здесь видна скрытая величина: от настроек это не зависит",
            ),
        )


def _check_holes(templates: Templates, checker: Checker, wirings: Iterable[str]) -> None:
    """Hold a description against what the page can print: controls, their wires too, and what is shown."""
    for language in LANGUAGES:
        template = templates.in_language(language)
        if template is None:
            continue
        try:
            for hole in render_holed(template.text, language, "line").holes:
                if hole.name not in wirings:
                    _check_hole(hole, template, checker)
        except UnreadableText as error:
            checker.problems.add(place_in_text(template, error.position), error.message)


def _check_hole(hole: Hole, template: Template, checker: Checker) -> None:
    names, manner = checker.scope.names, hole.manner
    place = place_in_text(template, hole.position)
    if hole.name not in names:
        message = Text(
            en=f"`{hole.name}` is neither a control nor shown",
            ru=f"`{hole.name}` — не орган управления и не показывается (shows)",
        )
        checker.problems.add(place, with_suggestion(message, hole.name, names))
        return
    found = names[hole.name]
    as_number = (manner.unit, manner.figures, manner.decimals) != (None, None, None) or manner.bare
    number = isinstance(found, NumberType)
    if ((as_number or manner.forms) and not number) or (
        isinstance(found, NumberType)
        and manner.unit is not None
        and found.dimension not in (None, measured_type(manner.unit).dimension)
    ):
        checker.problems.add(
            place,
            Text(en=f"`{hole.name}` can't be printed so", ru=f"`{hole.name}` так не напечатать"),
        )


def place_in_text(template: Template, position: int) -> tuple[int, int]:
    """Return line and column of an offset inside a text."""
    before = template.text[:position]
    breaks = before.count("\n")
    if breaks:
        return template.line + breaks, position - before.rfind("\n")
    return template.line, template.column + position


def _bindings(node: Node, checker: Checker, backstage: Backstage) -> tuple[Binding, ...]:
    moving: dict[str, Type] = {
        "u": NumberType(),
        "clock": NumberType(dimension=SECOND),
        MEASURED: TruthType(),
    }
    inside = checker.with_names(moving)
    found = (
        checker.problems.attempt(partial(_binding, item, inside, backstage)) for item in read_items(node)
    )
    return tuple(binding for binding in found if binding is not None)


def _binding(node: Node, checker: Checker, backstage: Backstage) -> Binding:
    fields = Fields(node, checker.problems, _FIELDS)
    part = fields.need("part", partial(_part, parts=backstage.parts), "")
    moves = {
        kind: fields.need(kind, partial(_move, kind=kind, checker=checker), NOTHING)
        for kind in MOVES
        if kind in fields
    }
    if not moves and "text" not in fields:
        raise Complaint(node, Text(en="nothing moves this part", ru="эта часть ничем не движется"))
    if ("fill" in moves) != ("colours" in fields):
        fields.problems.add(
            node, Text(en="`fill` and `colours` go together", ru="`fill` и `colours` пишут вместе")
        )
    shown = [*backstage.instruments, *backstage.controls]
    return Binding(
        part=part,
        moves=moves,
        about=fields.get("about", _point, (0.0, 0.0)),
        colours=fields.get("colours", _colours, ()),
        text=fields.get("text", read_word(*dict.fromkeys(shown)), ""),
    )


def _part(node: Node, parts: frozenset[str]) -> str:
    text = read_text(node)
    if text not in parts:
        message = Text(en=f"the drawing has no part `{text}`", ru=f"на рисунке нет части `{text}`")
        raise Complaint(node, with_suggestion(message, text, parts))
    return part_on_page(text)


def _move(node: Node, kind: BindingKind, checker: Checker) -> Formula:
    formula = checker.truth(node) if kind == "visible" else checker.measured(DIMENSIONLESS)(node)
    checker.problems.attempt_formula(formula, lambda: tree_to_json(formula.tree))
    return formula


def _point(node: Node) -> tuple[float, float]:
    numbers = tuple(read_number(item) for item in read_items(node))
    if len(numbers) != 2:
        raise Complaint(node, Text(en="a place is [x, y]", ru="место — это [x, y]"))
    return numbers[0], numbers[1]


def _colours(node: Node) -> tuple[tuple[float, str], ...]:
    fields = getattr(node, "entries", None)
    if not fields or len(fields) < 2:
        raise Complaint(
            node, Text(en="write two or more {number: colour}", ru="напишите хотя бы два {число: цвет}")
        )
    stops = []
    for entry_name, entry in fields.items():
        colour = read_text(entry)
        try:
            place = float(entry_name)
        except ValueError:
            place = float("nan")
        if not _COLOUR.fullmatch(colour) or not abs(place) < 1e9:
            raise Complaint(entry, Text(en="write number: '#rrggbb'", ru="пишите число: '#rrggbb'"))
        stops.append((place, colour))
    return tuple(sorted(stops))


def _runs(node: Node, checker: Checker, backstage: Backstage) -> tuple[Run, ...]:
    runs = []
    known = tuple(backstage.instruments)
    for name, entry in read_names(node, checker.problems):
        if name not in known:
            message = Text(en=f"there is no instrument `{name}`", ru=f"прибора `{name}` нет")
            checker.problems.add(entry, with_suggestion(message, name, known))
            continue
        fields = checker.problems.attempt(partial(Fields, entry, checker.problems, ("lasts",)))
        if fields is not None:
            lasts = fields.need("lasts", checker.measured(SECOND), NOTHING)
            checker.problems.attempt_formula(lasts, partial(tree_to_json, lasts.tree))
            runs.append(Run(instrument=name, lasts=lasts))
    return tuple(runs)
