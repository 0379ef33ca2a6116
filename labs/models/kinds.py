"""What sort of thing a formula holds, as far as compiling it needs to know."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from variants.formulas.trees import (
    Branch,
    Call,
    Comparison,
    InUnit,
    Logic,
    Name,
    Negation,
    Not,
    Number,
    Operation,
    ReadAs,
    Tree,
    Word,
)
from variants.templates.evaluating.number_functions import NUMBER_FUNCTIONS
from variants.templates.task import Table
from variants.templates.value_types import NumberType, QuotedType, RowType, TruthType, Type, WordType

Sort = Literal["number", "truth", "word", "other"]
"""`other` are series, substances, reactions and texts: formulas with them are not compiled."""

_COUNTS: Final = frozenset(("molar_mass", "charge", "atoms", "coefficient"))
_RESERVED: Final[Mapping[str, Sort]] = {
    "pi": "number",
    "yes": "truth",
    "no": "truth",
    "true": "truth",
    "false": "truth",
}
_CELLS: Final = frozenset(("number", "quantity"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """Sorts by name, tables of data, of which table the rows are, and in which unit names are printed."""

    sorts: Mapping[str, Sort]
    tables: Mapping[str, Table] = field(default_factory=dict)
    row_tables: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)

    def with_names(self, sorts: Mapping[str, Sort], rows: Mapping[str, str] | None = None) -> "Kinds":
        """Return the kinds with more names."""
        return replace(self, sorts={**self.sorts, **sorts}, row_tables={**self.row_tables, **(rows or {})})

    def sort(self, tree: Tree) -> Sort:
        """Return what a formula holds."""
        match tree:
            case Number() | Negation() | InUnit() | ReadAs():
                return "number"
            case Comparison() | Logic() | Not():
                return "truth"
            case Word():
                return "word"
            case Name(name=name):
                return self._sort_of_name(name)
            case Operation(left=left, right=right):
                both = self.sort(left) == self.sort(right) == "number"
                return "number" if both else "other"
            case Branch(yes=yes, no=no):
                return self.sort(yes) if self.sort(yes) == self.sort(no) else "other"
            case Call(function=function, arguments=arguments):
                return self._sort_of_call(function, arguments)
            case _:
                return "other"

    def table_of(self, tree: Tree) -> str:
        """Return the table whose row a formula holds, empty if it holds none."""
        match tree:
            case Name(name=name) if name in self.row_tables:
                return self.row_tables[name]
            case Name(name=name) if name.count(".") == 1 and name.split(".")[0] not in self.sorts:
                return name.split(".")[0]
            case Branch(yes=yes, no=no):
                return self.table_of(yes) or self.table_of(no)
            case _:
                return ""

    def _sort_of_name(self, name: str) -> Sort:
        first, *rest = name.split(".")
        if first in self.sorts and not rest:
            return self.sorts[first]
        if first in self.sorts and first in self.row_tables:
            column = self.tables[self.row_tables[first]].columns[rest[0]]
            return "number" if column.kind in _CELLS else "other"
        if first in self.tables:
            if len(rest) == 1:
                return "word"
            return "number" if self.tables[first].columns[rest[1]].kind in _CELLS else "other"
        return _RESERVED.get(first, "other")

    def _sort_of_call(self, function: str, arguments: tuple[Tree, ...]) -> Sort:
        if function in _COUNTS:
            return "number"
        if function not in NUMBER_FUNCTIONS:
            return "other"
        return "number" if all(self.sort(argument) == "number" for argument in arguments) else "other"


def sort_of_type(found: Type) -> Sort:
    """Return the sort of a name whose type is known."""
    match found:
        case NumberType(length=None):
            return "number"
        case TruthType():
            return "truth"
        case WordType() | RowType() | QuotedType():
            return "word"
        case _:
            return "other"
