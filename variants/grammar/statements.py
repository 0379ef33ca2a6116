"""Read whatever can be typed: formulas, chains of comparisons, joined statements, sets, lists and matrices.

Brackets keep the form that they were typed in; what a list means is for the kind of the answer to say.
"""

import re
from dataclasses import dataclass
from typing import ClassVar, Final, Literal, cast

from variants.grammar.expressions import RELATIONS, check_sides, repaired_line
from variants.grammar.names import ANY_LETTERS, Letters
from variants.grammar.parser import CLOSING, Parser
from variants.grammar.pieces import cut, manner_of
from variants.grammar.refusals import not_closed, one_value
from variants.grammar.tokens import TokenRow, UnreadableFormula
from variants.grammar.trees import (
    Call,
    Comparison,
    Connective,
    Constant,
    Listing,
    Membership,
    Negation,
    Number,
    Operation,
    Relation,
    SetOperation,
    Statement,
    Symbol,
    Tree,
    bottom_up,
    walk,
)
from variants.texts import Language, Text

Opening = Literal["(", "[", "{", "<", "]", ""]
Closing = Literal[")", "]", "}", ">", "[", ""]
SetSign = Literal["∪", "∩", "\\"]
EMPTY: Final = Listing("{", (), "}")
REALS: Final = Listing("(", (Negation(Constant("oo")), Constant("oo")), ")")
_TREES: Final = (Number, Symbol, Constant, Negation, Operation, Call)
_NOTHING: Final = re.compile(
    r"\s*(?:(?:уравнение\s+|неравенство\s+)?(?:нет|не\s+имеет)\s+(?:решени[йея]|корней)|решений\s+нет|корней\s+нет"
    r"|решения\s+нет|пустое(?:\s+множество)?|нет|no\s+(?:real\s+)?(?:solutions?|roots?)|(?:the\s+)?empty(?:\s+set)?|none)\s*\.?\s*",
    re.IGNORECASE,
)
_ANYTHING: Final = re.compile(
    r"\s*(?:(?:[a-zA-Z]\s*[-–—]?\s*)?(?:любое(?:\s+(?:действительное\s+)?число)?|any\s+(?:real\s+)?number)"
    r"|all\s+real(?:s|\s+numbers)|все\s+действительные(?:\s+числа)?|вся\s+числовая\s+прямая)\s*\.?\s*",
    re.IGNORECASE,
)
_OPPOSITES: Final[dict[Relation, Relation]] = {
    "<": ">=", ">=": "<", ">": "<=", "<=": ">", "=": "!=", "!=": "=",
}  # fmt: skip
_OUTWARD: Final = "[ closing"
_SET_SIGNS: Final = frozenset("∪∩\\")
_BEFORE_LISTING: Final = frozenset(
    {"", "(", "[", "{", "<", ",", ";", "∈", "∉", "=", "and", "or", "not", "|"} | _SET_SIGNS
)
_AFTER_LISTING: Final = frozenset(
    {"end", ")", "]", "}", ">", "[", ",", ";", "and", "or", "=", "|"} | _SET_SIGNS
)
_AFTER_INTERVAL: Final = frozenset({"end", ")", "}", ",", ";", "and", "or"} | _SET_SIGNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedStatement:
    """What was typed, whatever it is; `notes` tell what was repaired or could be read in another way."""

    tree: Statement
    notes: tuple[Text, ...] = ()


def read_statement(
    typed: str, language: Language, letters: Letters = ANY_LETTERS, *, exponents: bool = True
) -> TypedStatement:
    """Read a statement, a list or a formula. Raises UnreadableFormula with the position in what was typed."""
    manner = manner_of(language, letters, exponents=exponents, statement=True)
    repaired = repaired_line(typed, manner)
    if len(typed) < 60 and _NOTHING.fullmatch(typed):
        return TypedStatement(tree=EMPTY)
    if len(typed) < 60 and _ANYTHING.fullmatch(typed):
        return TypedStatement(tree=REALS)
    try:
        row = cut(repaired.text, manner)
        _mark_outward_closings(row)
        tree = _Statements(row).whole()
        check_sides(tuple(_values(tree)), row)
    except UnreadableFormula as error:
        raise UnreadableFormula(error.message, repaired.typed_position(error.position)) from error
    return TypedStatement(tree=tree, notes=(*repaired.notes, *row.notes))


def _mark_outward_closings(row: TokenRow) -> None:
    """Tell the brackets that close an interval outwards, `[0; 2[`, from those that open one."""
    kinds = row.kinds
    for index, kind in enumerate(kinds):
        if kind == "[" and index and kinds[index + 1] in _AFTER_INTERVAL:
            kinds[index] = _OUTWARD


def expand_plus_minus(tree: Tree) -> tuple[Tree, ...]:
    """Return the trees with the upper and with the lower signs of `±` and `∓`; one tree if there are none."""
    if not any(isinstance(node, Call) and node.function == "plusminus" for node in walk(tree)):
        return (tree,)
    return _signed(tree, upper=True), _signed(tree, upper=False)


def _signed(tree: Tree, *, upper: bool) -> Tree:
    """Return the tree with one choice of signs, built from below, so that long sums take no depth."""
    built: dict[int, Tree] = {}
    for node in bottom_up(tree):
        built[id(node)] = _with_signs(node, built, upper=upper)
    return built[id(tree)]


def _with_signs(node: Tree, built: dict[int, Tree], *, upper: bool) -> Tree:
    match node:
        case Negation(inner):
            return Negation(built[id(inner)])
        case Operation(sign, left, Call("plusminus", (value,))) if sign in ("+", "-"):
            kept = sign if upper else ("-" if sign == "+" else "+")
            return Operation(kept, built[id(left)], built[id(value)])
        case Operation(sign, left, right):
            return Operation(sign, built[id(left)], built[id(right)])
        case Call("plusminus", (value,)):
            return built[id(value)] if upper else Negation(built[id(value)])
        case Call(function, arguments):
            return Call(function, tuple(built[id(argument)] for argument in arguments))
        case _:
            return node


def _values(statement: Statement) -> list[Tree]:
    """Return the formulas that a statement is made of."""
    found: list[Tree] = []
    waiting: list[Statement] = [statement]
    while waiting:
        node = waiting.pop()
        match node:
            case Comparison(_, left, right) | SetOperation(_, left, right):
                waiting += (left, right)
            case Connective(_, parts):
                waiting += parts
            case Membership(member, container):
                waiting += (member, container)
            case Listing(_, items, _):
                waiting += items
            case _:
                found.append(node)
    return found


class _Statements(Parser):
    """Reads statements around formulas; lists stand only where no sign of arithmetic touches them."""

    __slots__ = ("_opened",)
    statements: ClassVar[bool] = True

    def __init__(self, row: TokenRow) -> None:
        super().__init__(row)
        self._opened = ""

    def whole(self) -> Statement:
        if self.kinds[0] == "{" and "}" not in self.kinds and any(kind in RELATIONS for kind in self.kinds):
            self.at = 1
        items, rows = self._items()
        if self.kinds[self.at] != "end":
            raise self.unexpected()
        if len(items) == 1 and not rows:
            return items[0]
        return Listing("", _with_shared_side(items), "")

    def _items(self) -> tuple[tuple[Statement, ...], bool]:
        """Read what semicolons and commas part; with both, each row between semicolons is a list."""
        rows: list[list[Statement]] = [[self._alternatives()]]
        commas = semicolons = False
        while (kind := self.kinds[self.at]) in (",", ";"):
            self.at += 1
            if self.kinds[self.at] == "end":
                break
            if kind == ";":
                semicolons = True
                rows.append([self._alternatives()])
            else:
                commas = True
                rows[-1].append(self._alternatives())
        if not (commas and semicolons):
            return tuple(item for row in rows for item in row), False
        if self._opened:
            return tuple(Listing("[", tuple(row), "]") for row in rows), True
        return tuple(row[0] if len(row) == 1 else Listing("", tuple(row), "") for row in rows), True

    def _alternatives(self) -> Statement:
        """Read statements joined by “or”, which binds less than “and”."""
        parts = [self._joined()]
        while self.kinds[self.at] in ("or", "∪"):
            self.at += 1
            parts.append(self._joined())
        if len(parts) == 1:
            return parts[0]
        return Connective("or", _with_shared_side(tuple(parts)))

    def _joined(self) -> Statement:
        parts = [self._relation()]
        while self.kinds[self.at] in ("and", "∩"):
            self.at += 1
            parts.append(self._relation())
        return parts[0] if len(parts) == 1 else Connective("and", tuple(parts))

    def _relation(self) -> Statement:
        """Read a comparison, a chain of them, a value in a set, or what stands alone."""
        if self.kinds[self.at] == "not":
            return self._negated()
        left = self._set()
        if self.kinds[self.at] in ("∈", "∉"):
            outside = self.kinds[self.at] == "∉"
            self.at += 1
            container = self._set()
            return Membership(
                self._tree(left), SetOperation("\\", REALS, container) if outside else container
            )
        comparisons: list[Statement] = []
        while (kind := self.kinds[self.at]) in RELATIONS and not (kind == ">" and self._opened == "<"):
            self.at += 1
            right = self._set()
            if kind == "=" and not isinstance(right, _TREES) and not comparisons:
                return Membership(self._tree(left), right)
            comparisons.append(Comparison(RELATIONS[kind], self._tree(left), self._tree(right)))
            left = right
        if not comparisons:
            return left
        return comparisons[0] if len(comparisons) == 1 else Connective("and", tuple(comparisons))

    def _negated(self) -> Statement:
        """Read `not x > 2` as x ≤ 2; a value that is not in a set is in the rest of the numbers."""
        opening = self.at
        self.at += 1
        self.deeper()
        found = _opposite(self._relation())
        self.depth -= 1
        if found is None:
            raise one_value(self.row.positions[opening])
        return found

    def _set(self) -> Statement:
        """Read a value, or sets joined by their signs."""
        left: Statement = self.sum()
        while self.kinds[self.at] in _SET_SIGNS and not isinstance(left, _TREES):
            sign = cast(SetSign, self.kinds[self.at])
            self.at += 1
            left = SetOperation(sign, left, cast(Statement, self.sum()))
        return left

    def _tree(self, value: Statement) -> Tree:
        if not isinstance(value, _TREES):
            raise one_value(self.row.positions[self.at - 1])
        return value

    def single(self) -> Tree:
        """Read one value in brackets, or a list where a list may stand; no sign of arithmetic touches it."""
        opening = self.at
        listing = self._listing(cast(Opening, self.kinds[opening]))
        if isinstance(listing, _TREES):
            return listing
        self._refuse_touching(opening)
        return cast(Tree, listing)

    def other_value(self) -> Tree:
        """Read what begins no formula: `∅`, `ℝ`, `]0; 1[`, `<1, 2>` and words before brackets."""
        kind, opening = self.kinds[self.at], self.at
        if kind in ("∅", "ℝ"):
            self.at += 1
            found: Statement = EMPTY if kind == "∅" else REALS
        elif kind in ("]", "<"):
            found = self._listing(cast(Opening, kind))
        elif kind == "collection":
            found = self._collection(cast(Opening, self.values[self.at]))
        else:
            raise self.unexpected()
        self._refuse_touching(opening)
        return cast(Tree, found)

    def _refuse_touching(self, opening: int) -> None:
        before = self.kinds[opening - 1] if opening else ""
        if before not in _BEFORE_LISTING or self.kinds[self.at] not in _AFTER_LISTING:
            raise one_value(self.row.positions[opening])

    def _collection(self, opening: Opening) -> Statement:
        """Read `vector(1, 2)`, `matrix([1, 2], [3, 4])`, `set(1, 2)`."""
        self.at += 1
        listing = self._listing(cast(Opening, self.kinds[self.at]))
        items = listing.items if isinstance(listing, Listing) else (listing,)
        return Listing(opening, items, cast(Closing, CLOSING[opening]))

    def _listing(self, bracket: Opening) -> Statement:
        opening = self.at
        self.deeper()
        self.at += 1
        if bracket == "{" and self.kinds[self.at] == "}":
            self.at += 1
            self.depth -= 1
            return EMPTY
        outside = self._opened, self.bars
        self._opened, self.bars = bracket, 0
        condition = self._condition()
        items, rows = ((condition,), False) if condition else self._items()
        self._opened, self.bars = outside
        closing = self._closing(opening, len(items))
        self.depth -= 1
        if condition:
            return condition
        if rows:
            return Listing("[", items, "]")
        if len(items) == 1 and not self._is_list_of_one(opening, items[0]):
            return items[0]
        return Listing(bracket, items, closing)

    def _condition(self) -> Statement | None:
        """Read the condition of `{x | x > 2}`."""
        if self._opened != "{" or self.kinds[self.at : self.at + 2] != ["leaf", "|"]:
            return None
        if not any(kind in RELATIONS for kind in self.kinds[self.at :]):
            return None
        self.at += 2
        return self._alternatives()

    def _closing(self, opening: int, count: int) -> Closing:
        bracket, kind = self.kinds[opening], self.kinds[self.at]
        half_open = bracket in ("(", "[", "]") and count == 2 and kind in (")", "]", _OUTWARD)
        if not (half_open or kind == {**CLOSING, "<": ">"}.get(bracket)):
            raise not_closed(self.row, opening, self.at)
        self.at += 1
        return "[" if kind == _OUTWARD else cast(Closing, kind)

    def _is_list_of_one(self, opening: int, item: Statement) -> bool:
        """Say whether brackets around one item are a list: `{2}` on its own, a row `[1]` of a matrix."""
        bracket = self.kinds[opening]
        before = self.kinds[opening - 1] if opening else ""
        if bracket == "(" or self.kinds[self.at] not in _AFTER_LISTING:
            return False
        if bracket == "{":
            pair = isinstance(item, Listing) and item.opening == "(" and item.closing == ")"
            return before in _BEFORE_LISTING and (pair or isinstance(item, _TREES))
        return before == "[" or (before in (",", ";") and isinstance(item, _TREES))


def _opposite(statement: Statement) -> Statement | None:
    """Return what holds where a statement about numbers doesn't; None for what isn't one."""
    match statement:
        case Comparison(relation, left, right):
            return Comparison(_OPPOSITES[relation], left, right)
        case Connective(word, parts):
            found = tuple(_opposite(part) for part in parts)
            known = tuple(part for part in found if part is not None)
            return Connective("or" if word == "and" else "and", known) if len(known) == len(found) else None
        case Membership(member, container):
            return Membership(member, SetOperation("\\", REALS, container))
        case _:
            return None


def _with_shared_side(items: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Give bare values after an equation its left side: `x = 1, 2` is x = 1 and x = 2 in a list."""
    first = items[0]
    if not (isinstance(first, Comparison) and first.relation == "=" and isinstance(first.left, Symbol)):
        return items
    return tuple(Comparison("=", first.left, item) if isinstance(item, _TREES) else item for item in items)
