"""Read a lab's folder into a `Lab`: every problem is located and said in words; what is returned works.

What a lab shares with tasks is read as a task: `apparatus` and `known` are its givens, `truth` its lines,
`purpose` its statement.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final

from labs.documents.asking import CheckValue, Plot, Result, RubricPart, Step, Table, Tally
from labs.documents.instruments import Instrument
from labs.documents.lab import Lab, Pages
from labs.documents.models import Action, Hazard, ModelLine, Placement, Process
from labs.documents.scenes import Scene
from labs.documents.settings import Control
from labs.reading.bench.controls import read_controls
from labs.reading.bench.instruments import read_instruments
from labs.reading.bench.model import read_model
from labs.reading.bench.placements import read_placements
from labs.reading.bench.process import declare_variables, read_hazards, read_process
from labs.reading.bounds import check_counts
from labs.reading.drawings import Drawing, read_drawing
from labs.reading.names import Names
from labs.reading.pages import read_pages, readable
from labs.reading.report.asking import Asked, read_plots, read_results, read_rubric
from labs.reading.report.protocol import Bench, read_checks, read_protocol
from labs.reading.report.series import series_of
from labs.reading.report.tables import Desk, column_units, read_tables
from labs.reading.report.tallies import read_tallies, tally_types
from labs.reading.scene import Backstage, read_scene
from labs.reading.secrets import check_secrets
from labs.reading.task_parts import LAB_FIELDS, check_given, hidden_names, task_record
from labs.reading.words import read_words
from variants.formulas.suggestions import with_suggestion
from variants.problems import DocumentRefused, Problem
from variants.templates.documents import Node, Record, read_document
from variants.templates.located import Templates
from variants.templates.located_problems import Problems
from variants.templates.reading.fields import Fields, read_integer
from variants.templates.reading.task_reading import Examined, examine_node, with_units
from variants.templates.task import Table as DataTable
from variants.templates.value_types import Type
from variants.texts import LANGUAGES, Text

DOCUMENT: Final = "lab.yaml"
DRAWING: Final = "scene.svg"
FILES: Final = (
    DOCUMENT,
    DRAWING,
    *(
        f"{page}.{language}.md"
        for page in ("theory", "procedure", "teacher", "safety")
        for language in LANGUAGES
    ),
)
NO_DRAWING: Final = Drawing(svg="", parts=frozenset())
QUOTA: Final = 200
MOST_READINGS: Final = 400


def read_lab(files: Mapping[str, bytes], *, tables: Mapping[str, DataTable]) -> Lab:
    """Read the files of a lab by name; `tables` are those of the library.

    Files of a page in place of the drawing are looked up by name alone.
    Raises DocumentRefused with everything that is wrong in any of them.
    """
    node = _document(files)
    problems = Problems(DOCUMENT)
    fields = _fields(node, problems)
    in_drawing = Problems(DRAWING)
    drawing = read_drawing(files[DRAWING], in_drawing) if DRAWING in files else NO_DRAWING
    examined = examine_node(task_record(fields), problems, tables)
    lab = _Reading(fields, examined, drawing, frozenset(files)).lab()
    problems.demand_languages(examined.task.languages)
    pages, in_pages = read_pages(files, examined.task.languages)
    found = (*problems.found, *in_drawing.found, *in_pages)
    if found:
        raise DocumentRefused(found)
    return replace(lab, pages=pages)


def _document(files: Mapping[str, bytes]) -> Node:
    """Return what the document says. Raises DocumentRefused for files that a lab hasn't, or lacks."""
    elsewhere: list[Problem] = []
    text = readable(DOCUMENT, files[DOCUMENT], elsewhere) if DOCUMENT in files else ""
    node = read_document(text, DOCUMENT) if text else None
    elsewhere += _strange_files(files, packaged=_has_page(node))
    if elsewhere or node is None:
        raise DocumentRefused(elsewhere or [_missing(DOCUMENT)])
    return node


def _has_page(node: Node | None) -> bool:
    """Tell whether a page stands in place of the drawing: then files beside it are the page's."""
    scene = node.entries.get("scene") if isinstance(node, Record) else None
    return isinstance(scene, Record) and "page" in scene.entries


def _strange_files(files: Mapping[str, bytes], *, packaged: bool) -> Iterator[Problem]:
    for name in (DOCUMENT,) if packaged else (DOCUMENT, DRAWING):
        if name not in files:
            yield _missing(name)
    for name in files:
        if name == DRAWING and packaged:
            message = Text(
                en="a lab has a page or a drawing, not both: remove scene.svg, or call it otherwise",
                ru="у работы либо страница, либо рисунок: уберите scene.svg или назовите его иначе",
            )
            yield Problem(document=name, message=message)
        elif name not in FILES and (not packaged or is_text_of_lab(name)):
            message = Text(en=f"a lab has no file {name}", ru=f"файла {name} в лабораторной работе не бывает")
            yield Problem(document=name, message=with_suggestion(message, name, FILES))


def is_text_of_lab(path: str) -> bool:
    """Tell whether a path of a lab's folder can be its document or a page of words, for no page to read."""
    return path == DOCUMENT or ("/" not in path and path.lower().endswith(".md"))


def _missing(name: str) -> Problem:
    message = Text(en=f"the file {name} is missing", ru=f"не хватает файла {name}")
    return Problem(document=name, message=message)


def _fields(node: Node, problems: Problems) -> Fields:
    """Return the fields of the document. Raises DocumentRefused if it is too large, or no record at all."""
    check_counts(node, problems)
    problems.stop_if_any()
    fields = problems.attempt(lambda: Fields(node, problems, LAB_FIELDS))
    if fields is None:
        problems.stop_if_any()
        raise AssertionError("a complaint was noted")
    return fields


class _Reading:
    """Reads the parts of one document in the order in which they use each other."""

    def __init__(self, fields: Fields, examined: Examined, drawing: Drawing, beside: frozenset[str]) -> None:
        self._fields = fields
        self._problems = examined.problems
        self._examined = examined
        self._drawing = drawing
        self._beside = beside
        self._hidden = hidden_names(fields.record)
        self._names = Names(examined, self._hidden)
        check_given(examined.task.given, self._hidden, self._problems)
        check_secrets(examined.task, self._names)

    def lab(self) -> Lab:
        """Return the lab, as far as it can be read."""
        bench = self._bench()
        desk = Desk(
            names=self._names,
            controls=bench["controls"],
            instruments=bench["instruments"],
            variables=self._variables(),
            placements=tuple(bench["placements"]),
        )
        plain = read_words(self._problems)
        return Lab(
            apparatus=with_units(self._examined),
            hidden=self._hidden,
            modelled=self._fields.need("modelled", plain, Text()),
            left_out=self._fields.need("left_out", plain, Text()),
            quota=self._fields.get("quota", read_integer(10, MOST_READINGS), QUOTA),
            scene=self._scene(desk),
            pages=Pages(theory=Text(), procedure=Text(), teacher=Text()),
            document=DOCUMENT,
            **bench,
            **self._asked(desk, bench["process"]),
        )

    def _bench(self) -> dict[str, Any]:
        fields, names = self._fields, self._names
        no_controls: dict[str, Control] = {}
        no_hazards: tuple[Hazard, ...] = ()
        no_lines: tuple[ModelLine, ...] = ()
        no_instruments: dict[str, Instrument] = {}
        controls = fields.get("controls", partial(read_controls, names=names), no_controls)
        fields.maybe("process", partial(declare_variables, names=names))
        model = fields.need("model", partial(read_model, names=names, controls=controls), no_lines)
        process = fields.maybe("process", partial(read_process, names=names))
        placed = partial(read_placements, names=names, model=model)
        no_placements: dict[str, Placement] = {}
        return {
            "controls": controls,
            "model": model,
            "placements": fields.get("placements", placed, no_placements),
            "process": process,
            "instruments": fields.need(
                "instruments",
                partial(read_instruments, names=names, lagging=process is not None),
                no_instruments,
            ),
            "hazards": fields.get("hazards", partial(read_hazards, names=names), no_hazards),
        }

    def _variables(self) -> dict[str, Type]:
        process = self._fields.record.entries.get("process")
        variables = process.entries.get("variables") if isinstance(process, Record) else None
        declared = variables.entries if isinstance(variables, Record) else {}
        return {name: self._names.types[name] for name in declared if name in self._names.types}

    def _asked(self, desk: Desk, process: Process | None) -> dict[str, Any]:
        fields, problems, asks = self._fields, self._problems, self._examined.task.asks
        no_tables: dict[str, Table] = {}
        no_plots: dict[str, Plot] = {}
        no_results: dict[str, Result] = {}
        no_tallies: dict[str, Tally] = {}
        tallies = fields.get("tallies", partial(read_tallies, desk=desk), no_tallies)
        desk = replace(desk, tallies=tally_types(tallies))
        tables = fields.need("tables", partial(read_tables, desk=desk), no_tables)
        units = {name: column_units(table.columns, desk) for name, table in tables.items()}
        series = series_of(self._names, tuple(units.items()))
        results = partial(read_results, asks=asks, series=series)
        asked = Asked(
            asks=asks,
            tables=tables,
            plots=fields.get("plots", partial(read_plots, problems=problems, tables=units), no_plots),
            results=fields.get("results", results, no_results),
        )
        return {
            "tallies": tallies,
            "tables": tables,
            "plots": asked.plots,
            "results": asked.results,
            "rubric": self._rubric(asked),
            **self._trials(desk, {} if process is None else process.actions, tables),
        }

    def _rubric(self, asked: Asked) -> dict[RubricPart, int]:
        nothing: dict[RubricPart, int] = {}
        return self._fields.need(
            "rubric", partial(read_rubric, asked=asked, problems=self._problems), nothing
        )

    def _trials(
        self, desk: Desk, actions: Mapping[str, Action], tables: Mapping[str, Table]
    ) -> dict[str, Any]:
        bench = Bench(names=self._names, controls=desk.controls, actions=actions, tables=tables)
        checks = partial(read_checks, bench=bench, task=self._examined.task)
        no_steps: tuple[Step, ...] = ()
        no_checks: tuple[CheckValue, ...] = ()
        return {
            "protocol": self._fields.need("protocol", partial(read_protocol, bench=bench), no_steps),
            "checks": self._fields.need("checks", checks, no_checks),
        }

    def _scene(self, desk: Desk) -> Scene:
        backstage = Backstage(
            names=self._names,
            controls=desk.controls,
            instruments=desk.instruments,
            variables=desk.variables,
            svg=self._drawing.svg,
            parts=self._drawing.parts,
            beside=self._beside,
        )
        nothing = Scene(svg="", shows={}, bindings=(), runs=(), description=Templates())
        return self._fields.need("scene", partial(read_scene, backstage=backstage), nothing)
