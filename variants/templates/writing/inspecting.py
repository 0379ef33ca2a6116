"""What can be said of a document while it is being written: problems beside their fields, units of lines."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from variants.formulas.trees import Tree
from variants.problems import DocumentRefused, Problem
from variants.templates.reading.task_reading import examine_task
from variants.templates.task import Table
from variants.templates.value_types import NumberType
from variants.templates.writing.spans import Path, offset_of, path_at, read_spans

Step = Literal["text", "numbers", "formulas", "question", "check", "mistakes", "solution", "about"]
STEPS: Final[tuple[Step, ...]] = (
    "text",
    "numbers",
    "formulas",
    "question",
    "check",
    "mistakes",
    "solution",
    "about",
)
_STEP_OF: Final[Mapping[str, Step]] = {
    "statement": "text",
    **dict.fromkeys(("given", "letters", "constants", "where", "ugly", "data"), "numbers"),
    "solve": "formulas",
    "ask": "question",
    "certify": "check",
    "mistakes": "mistakes",
    **dict.fromkeys(("solution", "hints", "figure"), "solution"),
}
_MISSING: Final = re.compile(r"`(\w+)` is missing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A problem, the path of what it is about, and the step of the form on which that stands."""

    problem: Problem
    path: Path
    step: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """Problems in the order of the document; `units` of the lines of the solution, where they are numbers.

    `trees` are the formulas of lines by name, as far as they can be read.
    """

    placed: tuple[Placed, ...]
    units: Mapping[str, str] = field(default_factory=dict)
    trees: Mapping[str, Tree] = field(default_factory=dict)

    def of(self, step: Step) -> tuple[Placed, ...]:
        """Return the problems of one step."""
        return tuple(each for each in self.placed if each.step == step)


def inspect_document(text: str, document: str, tables: Mapping[str, Table]) -> Inspection:
    """Say all that can be said. Raises DocumentRefused if the YAML itself can't be read."""
    read_spans(text)
    try:
        examined = examine_task(text, document=document, tables=tables)
    except DocumentRefused as refused:
        return Inspection(placed=place(text, refused.problems))
    numbers = {name for name, held in examined.analysis.types.items() if isinstance(held, NumberType)}
    return Inspection(
        placed=place(text, examined.problems.found),
        units={name: unit for name, unit in examined.analysis.units.items() if name in numbers},
        trees={name: line.formula.tree for name, line in examined.task.solve.items()},
    )


def place(text: str, problems: Iterable[Problem]) -> tuple[Placed, ...]:
    """Lead every problem to the part of the document that it is about."""
    root = read_spans(text)
    return tuple(
        Placed(problem=problem, path=path, step=step_of(path))
        for problem in problems
        for path in [_path_of(problem, path_at(root, offset_of(text, problem.line, problem.column)))]
    )


def step_of(path: Path) -> Step:
    """Return the step of the form on which this part of the document stands."""
    return _STEP_OF.get(path[0] if path else "", "about")


def _path_of(problem: Problem, path: Path) -> Path:
    """A field that is missing is looked for where it would stand; what is said of the whole has no path."""
    if not problem.line:
        return ()
    missing = _MISSING.match(problem.message.en or "")
    if missing is None:
        return path
    at_top = problem.column == 1
    return (missing[1],) if at_top else (*path, missing[1])
