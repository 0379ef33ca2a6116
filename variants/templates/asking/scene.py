"""One member of a task's pool while its variant is put together: names looked up, formulas evaluated."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol

from variants.formulas.trees import Number
from variants.prose.plain import plain_text
from variants.templates.display.printing import number_in_unit
from variants.templates.figures import Reader
from variants.templates.holes import fill_text
from variants.templates.located import Formula, Templates
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A task, one member of its pool, and the member's number; a name's value is looked up once."""

    task: Task
    member: Member
    number: int
    _known: dict[str, Value] = field(default_factory=dict, compare=False, repr=False)

    def value(self, name: str) -> Value:
        """Return what a line, `metal.of`, a table's cell `metals.zinc.of` or an ask's key holds."""
        if name not in self._known:
            self._known[name] = self._look_up(name)
        return self._known[name]

    def _look_up(self, name: str) -> Value:
        first, *columns = name.split(".")
        if len(columns) == 2 and first in self.task.tables:
            return self.task.tables[first].rows[columns[0]][columns[1]]
        key = key_of_ask(self.task, first)
        if key is not None:
            return self.evaluate(key)
        value = self.member[first]
        if columns and isinstance(value, RowValue):
            return value.columns[columns[0]]
        return value

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
        return fill_text(templates, self.value).map(plain_text)

    def mistakes_of(self, ask: str) -> tuple[MistakeLine, ...]:
        """Return the named mistakes of an ask that can be made in this variant."""
        return tuple(line for line in self.task.mistakes if line.ask == ask and self.holds(line.when))

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
