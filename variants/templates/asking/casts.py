"""Several members of a task's pool while their variants are put together, column by column."""

from collections.abc import Sequence
from math import isfinite

from variants.formulas.trees import names
from variants.templates.asking.scene import Scene, Stage, key_of_ask
from variants.templates.evaluating.members import Member
from variants.templates.figures import Drawer
from variants.templates.filling import NO_TEXT, Filler
from variants.templates.holes import Layout
from variants.templates.located import Formula, Templates
from variants.templates.task import MistakeLine, Task
from variants.templates.values import NoValue, RowValue, Value
from variants.texts import Text


class Cast:
    """Members of one company; every column has an entry for each of them, in their order."""

    def __init__(self, stage: Stage, members: Sequence[Member]) -> None:
        self.stage = stage
        self.members = members
        self.scenes = [Scene(stage=stage, member=member, number=member.index + 1) for member in members]
        self._places = [member.place for member in members]
        self._values: dict[str, list[Value]] = {}

    def __len__(self) -> int:
        return len(self.members)

    def only(self, wanted: Sequence[bool]) -> "Cast":
        """Return the cast of those members for which something is true."""
        if all(wanted):
            return self
        return Cast(
            self.stage, [member for member, chosen in zip(self.members, wanted, strict=True) if chosen]
        )

    def values(self, name: str) -> list[Value]:
        """Return what `Scene.value` does for each member. Raises NoValue."""
        known = self._values.get(name)
        if known is None:
            known = self._values[name] = self._find(name)
        return known

    def evaluate(self, formula: Formula, unit: str | None = None) -> list[Value]:
        """Return what `Scene.evaluate` does for each member. Raises NoValue."""
        if not self.members:
            return []
        return self._present(self.members[0].company.column(formula.tree, unit))

    def numbers(self, formula: Formula) -> list[float]:
        """Return what `Scene.si` does for each member, zero without a sign. Raises NoValue."""
        found = self.members[0].company.numbers(formula.tree) if self.members else []
        own = [found[place] + 0.0 for place in self._places]
        if not all(map(isfinite, own)):
            raise NoValue("not finite, or the chemistry has no answer")
        return own

    def holds(self, condition: Formula | None) -> list[bool]:
        """Return the truth of a condition for each member; no condition always holds."""
        if condition is None or not self.members:
            return [True] * len(self)
        truths = self.members[0].company.truths(condition.tree)
        return [truths[place] for place in self._places]

    def texts(self, templates: Templates | None, layout: Layout = "line") -> list[Text]:
        """Return what `Scene.text` does for each member."""
        return self.stage.filler.fill_all(templates, self.values, len(self), layout)

    def words(self, templates: Templates | None) -> list[Text]:
        """Return what `Scene.words` does for each member."""
        if templates is None or not self.stage.filler.names_in(templates):
            return [scene.words(templates) for scene in self.scenes[:1]] * len(self)
        return [scene.words(templates) for scene in self.scenes]

    def figures(self) -> list[Text]:
        """Return the figure of each member; one that depends on equal values is drawn once."""
        drawer = self.stage.drawer
        if drawer is None or not self.members:
            return [NO_TEXT] * len(self)
        shown = self.stage.task.made.once(_names_in_figure, self.stage.task)
        columns = [self._marks(name) for name in shown]
        drawn: dict[tuple[int, ...], Text] = {}
        figures = []
        for scene, *marks in zip(self.scenes, *columns, strict=True):
            mark = tuple(marks)
            if mark not in drawn:
                drawn[mark] = drawer.draw(scene.reader)
            figures.append(drawn[mark])
        return figures

    def mistakes_of(self, ask: str) -> Sequence[tuple[MistakeLine, list[bool]]]:
        """Return the named mistakes of an ask, and which members can make each."""
        return [(line, self.holds(line.when)) for line in self.stage.mistakes_of(ask)]

    def _marks(self, name: str) -> list[int]:
        """Return for each member what is equal where a name holds the same; nothing may be held at all."""
        try:
            return list(map(id, self.values(name)))
        except NoValue:
            return list(self._places)

    def _find(self, name: str) -> list[Value]:
        first, *columns = name.split(".")
        task = self.stage.task
        if not self.members or (len(columns) == 2 and first in task.tables):
            return [self.stage.look_up(name, member) for member in self.members]
        key = key_of_ask(task, first)
        if key is not None:
            return self.evaluate(key)
        company = self.members[0].company
        if not columns:
            return self._present(company.column(company.tree_of(first)))
        cells = self.values(first)
        return [cell.columns[columns[0]] if isinstance(cell, RowValue) else cell for cell in cells]

    def _present(self, column: Sequence[Value | None]) -> list[Value]:
        found = [column[place] for place in self._places]
        if any(value is None for value in found):
            raise NoValue("not finite, or the chemistry has no answer")
        return found  # type: ignore[return-value]


def _names_in_figure(task: Task) -> frozenset[str]:
    """Return the names whose values decide how the figure of a task looks."""
    if task.figure is None:
        return frozenset()
    drawer, filler = Drawer(task.figure, Filler(task.made)), Filler(task.made)
    inside = {name for formula in drawer.formulas for name in names(formula.tree)}
    shown = {name for words in drawer.words for name in filler.names_in(words)}
    return frozenset((inside | shown) - task.letters.keys())
