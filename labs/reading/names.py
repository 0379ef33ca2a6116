"""The names of a lab: each means one thing in the whole document; some of them are secret."""

from collections.abc import Iterable, Mapping
from typing import Final

from labs.reading.checking import SECOND, Checker
from variants.formulas.trees import Tree, names
from variants.templates.checks.order import reach
from variants.templates.documents import Node
from variants.templates.inference import RESERVED
from variants.templates.reading.task_reading import Examined
from variants.templates.task import WordsForm
from variants.templates.value_types import NumberType, Scope, Type
from variants.texts import Text

OWN_WORDS: Final = ("time", "amount", "u", "clock", "wait", "measured")
"""Words with a meaning in labs: nothing else can be called so."""


class Names:
    """What every name holds, as far as the document has been read; `words` are those with a text."""

    def __init__(self, examined: Examined, hidden: Iterable[str]) -> None:
        self.problems = examined.problems
        self.tables = examined.task.tables
        self.hidden = frozenset(hidden)
        self.unknown = set(examined.analysis.unknown)
        self.types: dict[str, Type] = dict(examined.analysis.types)
        self._needs: dict[str, frozenset[str]] = dict(examined.analysis.needs)
        self._taken = {*self.types, *self.unknown}
        self.visible = {name: found for name, found in self.types.items() if not self.is_secret((name,))}
        self.apparatus = dict(self.types)
        self._printed = frozenset(examined.analysis.units)
        self.words = {
            word
            for line in examined.task.given.values()
            if isinstance(line.form, WordsForm)
            for word in line.form.words
        }

    def add(self, name: str, place: Node | tuple[int, int], found: Type | None) -> None:
        """Give a name its meaning; None: its own line is wrong, which has been said."""
        self.take(name, place)
        if found is None:
            self.unknown.add(name)
        else:
            self.types.setdefault(name, found)

    def take(self, name: str, place: Node | tuple[int, int]) -> None:
        """Take a name that no formula can use; complain if it has a meaning already."""
        if name in self._taken or name in OWN_WORDS or name in RESERVED:
            self.problems.add(
                place, Text(en=f"`{name}` has a meaning already", ru=f"имя `{name}` уже занято")
            )
        self._taken.add(name)

    def needs(self, name: str, tree: Tree) -> None:
        """Remember what a line is computed from."""
        self._needs.setdefault(name, names(tree) - {name})

    def reached(self, used: Iterable[str]) -> frozenset[str]:
        """Return these names and all that they are computed from."""
        return reach(frozenset(used), self._needs)

    def is_secret(self, used: Iterable[str]) -> bool:
        """Tell whether something hidden is behind one of these names."""
        return bool(self.reached(used) & self.hidden)

    def checker(self, types: Mapping[str, Type] | None = None) -> Checker:
        """Return a reader of formulas that use these names, or else all names met so far and the time."""
        known = self.types if types is None else types
        held = {**known, "time": NumberType(dimension=SECOND)} if types is None else dict(known)
        scope = Scope(names=held, tables=self.tables, unknown=frozenset(self.unknown))
        return Checker(scope=scope, problems=self.problems, printed=self._printed)
