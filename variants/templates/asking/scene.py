"""One member of a task's pool while its variant is put together: names looked up, formulas evaluated."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Protocol

from variants.formulas.trees import Number
from variants.templates.display.printing import AS_IT_IS, Manner, number_in_unit
from variants.templates.figures import Drawer, Reader
from variants.templates.filling import Filler
from variants.templates.holes import Layout
from variants.templates.located import Formula, Templates
from variants.templates.made import Made
from variants.templates.task import MistakeLine, Task
from variants.templates.values import RowValue, SeriesValue, Value, WordValue
from variants.texts import Text


class Member(Protocol):
    """One member of a pool: the value of every name, and of any formula of them."""

    def __getitem__(self, name: str, /) -> Value:
        """Return the value of a name without dots. Raises KeyError."""
        ...

    def evaluate(self, formula: Formula, /, unit: str | None = None) -> Value:
        """Return the value of a formula of the task's names; with `unit`, to be printed in it."""
        ...

    def number(self, formula: Formula, /) -> float:
        """Return the SI value of a formula that is a single number."""
        ...

    def holds(self, formula: Formula | None, /) -> bool:
        """Tell whether a statement is true; no statement always is."""
        ...

    def sample(self, formula: Formula, letter: str, places: Sequence[float], /) -> tuple[float, ...]:
        """Return the SI values of a formula at SI values of its letter, NaN where it has none."""
        ...


class NumberedMember(Member, Protocol):
    """A member that knows its place in the pool."""

    @property
    def index(self) -> int:
        """Its place, from 0."""
        ...


class Stage:
    """What all scenes of a company share: values and figures that were made once.

    `made` keeps what values make, as long as they are in use; the task's own what all its variants share.
    """

    def __init__(self, task: Task, certificate: Mapping[str, Any] = MappingProxyType({})) -> None:
        self.task = task
        self.certificate = dict(certificate)
        self.made = Made()
        self.filler = Filler(task.made)
        self.drawer = None if task.figure is None else Drawer(task.figure, self.filler, task.made)

    def look_up(self, name: str, member: Member) -> Value:
        """Return what a name with or without dots holds for a member."""
        return self.task.made.once(_finder, self.task, name)(member)

    def mistakes_of(self, ask: str) -> Sequence[MistakeLine]:
        """Return the named mistakes of an ask."""
        return self.task.made.once(_mistakes_by_ask, self.task).get(ask, ())


def _mistakes_by_ask(task: Task) -> Mapping[str, Sequence[MistakeLine]]:
    found: dict[str, list[MistakeLine]] = {}
    for line in task.mistakes:
        found.setdefault(line.ask, []).append(line)
    return found


def _finder(task: Task, name: str) -> Callable[[Member], Value]:
    """Return how to find what a line, `metal.of`, a table's cell `metals.zinc.of` or an ask's key holds."""
    first, *columns = name.split(".")
    if len(columns) == 2 and first in task.tables:
        cell = task.tables[first].rows[columns[0]][columns[1]]
        return lambda member: cell
    key = key_of_ask(task, first)
    if key is not None:
        return lambda member: member.evaluate(key)
    if not columns:
        return lambda member: member[first]
    return lambda member: _column(member[first], columns[0])


def _column(value: Value, column: str) -> Value:
    return value.columns[column] if isinstance(value, RowValue) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One member of a task's pool and its number; a name's value is looked up once."""

    stage: Stage
    member: Member
    number: int
    _known: dict[str, Value] = field(default_factory=dict, compare=False, repr=False)

    @property
    def task(self) -> Task:
        """The task whose variant is put together."""
        return self.stage.task

    def value(self, name: str) -> Value:
        """Return what a line, `metal.of`, a table's cell `metals.zinc.of` or an ask's key holds."""
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self.stage.look_up(name, self.member)
        return known

    def evaluate(self, formula: Formula, unit: str | None = None) -> Value:
        """Return the value of a formula; with `unit`, a formula of letters gives its numbers for it."""
        return self.member.evaluate(formula) if unit is None else self.member.evaluate(formula, unit=unit)

    def si(self, formula: Formula) -> float:
        """Return a quantity as an SI number."""
        return formula.tree.value if isinstance(formula.tree, Number) else self.member.number(formula)

    def number_in(self, formula: Formula, unit: str) -> float:
        """Return a quantity as a number in a unit; a dimension that differs counts as the unit's own."""
        return number_in_unit(self.si(formula), unit)

    def numbers_in(self, formula: Formula, unit: str) -> tuple[float, ...]:
        """Return a series as numbers in a unit; a lone quantity is a series of one."""
        value = self.evaluate(formula)
        numbers = value.si if isinstance(value, SeriesValue) else (self.si(formula),)
        return tuple(number_in_unit(si, unit) for si in numbers)

    def holds(self, condition: Formula | None) -> bool:
        """Return the truth of a condition; no condition always holds."""
        return self.member.holds(condition)

    def word(self, formula: Formula) -> str:
        """Return the id of a word."""
        value = self.evaluate(formula)
        return value.name if isinstance(value, WordValue) else ""

    def words(self, templates: Templates | None) -> Text:
        """Return a text with this variant's values as plain words without markup."""
        return self.stage.filler.plain(templates, self.value)

    def text(self, templates: Templates | None, layout: Layout = "line") -> Text:
        """Return a text with this variant's values as HTML."""
        return self.stage.filler.fill(templates, self.value, layout)

    def html(self, value: Value, manner: Manner = AS_IT_IS) -> Text:
        """Return a value as HTML: formulas with letters are typeset, everything else is words."""
        return self.stage.filler.html(value, manner)

    def mistakes_of(self, ask: str) -> tuple[MistakeLine, ...]:
        """Return the named mistakes of an ask that can be made in this variant."""
        return tuple(line for line in self.stage.mistakes_of(ask) if self.holds(line.when))

    def mark(self, *words: str) -> bytes:
        """Return bytes that order options: they depend on the task and the member's number alone."""
        return sha256("\x1f".join((self.task.id, str(self.number), *words)).encode()).digest()

    @property
    def reader(self) -> Reader:
        """How a figure finds this member's values."""
        return Reader(value=self.value, number=self.si, truth=self.holds)


def key_of_ask(task: Task, name: str) -> Formula | None:
    """Return the key of the ask of this name, where no line has the name: texts may show it as well."""
    lines = (task.given, task.solve, task.constants, task.letters)
    if name not in task.asks or any(name in names for names in lines):
        return None
    return getattr(task.asks[name].form, "key", None)
