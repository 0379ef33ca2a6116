"""Read a formula without some of its brackets in the other ways that it may be meant.

`√2gh` may be a root of all that follows, `ln V2/V1` a logarithm of the fraction, `cosα(1 + μ)` a product, and
`ε/R(1 − x)` a fraction in front of a bracket. Only what is typed without brackets is read in another way.
"""

from typing import Final

from variants.grammar.expressions import Formula, check_sides, repaired_line
from variants.grammar.names import Letters
from variants.grammar.parser import Parser
from variants.grammar.pieces import cut, manner_of
from variants.grammar.tokens import TokenRow, UnreadableFormula
from variants.grammar.trees import Call, Comparison, Number, Operation, Tree, same
from variants.texts import Language, Text

_VALUES: Final = frozenset({"leaf", "number"})
_ROOTS: Final = frozenset({"√", "∛", "∜"})
_GOING_ON: Final = frozenset({"leaf", "number", "function", "unknown", "(", "[", "{"})
_MOST_TOKENS: Final = 200
_NOTE: Final = Text(
    en="Some brackets were left out; it was read as it must be meant.",
    ru="Часть скобок не поставлена; прочитано так, как это должно быть по смыслу.",
)


def other_readings(
    typed: str, language: Language, letters: Letters, *, exponents: bool, usual: Tree | Comparison
) -> tuple[Formula, ...]:
    """Return the other formulas that the text may stand for; none if its brackets leave no doubt.

    `usual` is what `read_formula` made of it. Raises UnreadableFormula for a text that can't be cut.
    """
    manner = manner_of(language, letters, exponents=exponents, statement=False)
    repaired = repaired_line(typed, manner)
    row = cut(repaired.text, manner)
    if len(row.kinds) > _MOST_TOKENS or not _leaves_doubt(row):
        return ()
    row.notes.clear()
    found: list[Tree | Comparison] = [usual]
    for reader in _READERS:
        try:
            parser = reader(row)
            tree = _whole(parser)
        except UnreadableFormula:
            continue
        if row.kinds[parser.at] == "end" and not any(_same(tree, known) for known in found):
            found.append(tree)
    return tuple(Formula(tree=tree, notes=(*repaired.notes, _NOTE)) for tree in found[1:])


def _whole(parser: Parser) -> Tree | Comparison:
    """Read a formula or an equation."""
    left = parser.sum()
    if parser.kinds[parser.at] != "=":
        check_sides((left,), parser.row)
        return left
    parser.at += 1
    right = parser.sum()
    check_sides((left, right), parser.row)
    return Comparison("=", left, right)


def _same(one: Tree | Comparison, other: Tree | Comparison) -> bool:
    if isinstance(one, Comparison):
        return isinstance(other, Comparison) and same(one.left, other.left) and same(one.right, other.right)
    return not isinstance(other, Comparison) and same(one, other)


def _leaves_doubt(row: TokenRow) -> bool:
    """Say whether a root, a function or a stroke is followed by letters that go on without a bracket."""
    kinds = row.kinds
    for at, kind in enumerate(kinds):
        if kind not in ("function", "/") and kind not in _ROOTS:
            continue
        after = at + 1
        if kind == "function" and kinds[after] in ("-", "number", "leaf", "√"):
            return True
        if kinds[after] not in _VALUES:
            continue
        after += 1 + 2 * (kinds[after + 1] == "^" and kinds[after + 2] in _VALUES)
        if kinds[after] in _GOING_ON or (kind in _ROOTS and kinds[after] in ("/", "^")):
            return True
    return False


class _Narrow(Parser):
    """A bracket after the name of an angle, or after letters under a stroke, is a factor of its own."""

    __slots__ = ()

    def _denominator(self, above: Tree) -> Tree:
        if self.kinds[self.at] not in ("leaf", "number"):
            return super()._denominator(above)
        return self._before_bracket(self._signed())

    def _argument(self) -> Tree:
        if self.kinds[self.at] == "end":
            raise self.unexpected()
        return self._before_bracket(self._signed())

    def _before_bracket(self, left: Tree) -> Tree:
        kinds, spaced = self.kinds, self.row.spaced
        while kinds[self.at] in ("leaf", "number") and self.at not in spaced:
            left = Operation("*", left, self._power())
        return left


class _Broad(Parser):
    """A root, a stroke and a function without brackets go on over all that is glued to them."""

    __slots__ = ()

    def _root(self, function: str) -> Tree:
        if self.kinds[self.at + 1] not in ("leaf", "number"):
            return super()._root(function)
        whole = super()._root(function)
        assert isinstance(whole, Call)
        inner = self._onward(whole.arguments[0])
        return whole if inner is whole.arguments[0] else Call(function, (inner, *whole.arguments[1:]))

    def _onward(self, inner: Tree) -> Tree:
        return self._side_by_side(self._raised(inner), glued=True)

    def _raised(self, inner: Tree) -> Tree:
        if self.kinds[self.at] != "^":
            return inner
        self.at += 1
        return Operation("^", inner, self._signed())

    def _denominator(self, above: Tree) -> Tree:
        if self.kinds[self.at] == "number" and isinstance(above, Number):
            return self._side_by_side(self._signed(), glued=True)
        return super()._denominator(above)


class _OverStrokes(_Broad):
    """A function without brackets takes the fraction that follows: `ln V2/V1`, `tg x/2`."""

    __slots__ = ()

    def _argument(self) -> Tree:
        return self._quotient(super()._argument())

    def _quotient(self, inner: Tree) -> Tree:
        while self.kinds[self.at] == "/" and self.kinds[self.at + 1] in ("leaf", "number"):
            self.at += 1
            inner = Operation("/", inner, self._denominator(inner))
        return inner


class _RootsOverStrokes(_OverStrokes):
    """So does a root: `√3RT/M`."""

    __slots__ = ()

    def _onward(self, inner: Tree) -> Tree:
        return self._quotient(super()._onward(inner))


_READERS: Final = (_Narrow, _Broad, _OverStrokes, _RootsOverStrokes)
