"""Read a row of tokens into a tree, in one pass from left to right, by the field's precedence.

Products may be implicit and bind tighter than a stroke that is not followed by a space: `a/2b` is a/(2b),
but `1/2mv^2` and `(1)/(2) m` have a number as coefficient.
"""

from fractions import Fraction
from typing import ClassVar, Final

from variants.grammar.letters import ARGUMENTS, INVERSE
from variants.grammar.refusals import missing_sign, not_closed, one_value, unexpected
from variants.grammar.tokens import TokenRow, UnreadableFormula
from variants.grammar.trees import Call, Constant, Negation, Number, Operation, Tree
from variants.texts import Text

MAX_DEPTH: Final = 40
CLOSING: Final = {"(": ")", "[": "]", "{": "}"}
_ADDING: Final = frozenset("+-±∓")
_VALUES: Final = frozenset({"leaf", "number"})
_STARTS: Final = frozenset({"leaf", "number", "function", "unknown", "(", "[", "{", "√", "∛", "∜"})
_POSTFIXES: Final = frozenset({"!", "°", "%", "rad"})
_ROOTS: Final = {"√": "sqrt", "∛": "cbrt", "∜": "root"}
_DEGREE: Final = Constant("degree")
_FOUR: Final = Number(Fraction(4))
_HUNDRED: Final = Number(Fraction(100))
_MINUS_ONE: Final = Negation(Number(Fraction(1)))


class Parser:
    """Walks over the tokens once; each method reads one level of the grammar."""

    __slots__ = ("at", "bars", "depth", "kinds", "row", "values")
    statements: ClassVar[bool] = False

    def __init__(self, row: TokenRow) -> None:
        self.row = row
        self.kinds = row.kinds
        self.values = row.values
        self.at = 0
        self.depth = 0
        self.bars = 0

    def deeper(self) -> None:
        """Count one more level, and refuse what is nested too deeply to be meant."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            message = Text(en="Too many brackets inside brackets.", ru="Слишком много вложенных скобок.")
            raise UnreadableFormula(message, self.row.positions[self.at])

    def unexpected(self) -> UnreadableFormula:
        """Return why the token that comes next can't stand here."""
        return unexpected(self.row, self.at)

    def sum(self) -> Tree:
        """Read terms joined by plus and minus."""
        self.deeper()
        left = self.product()
        kinds = self.kinds
        while (kind := kinds[self.at]) in _ADDING:
            self.at += 1
            right = self.product()
            match kind:
                case "+":
                    left = Operation("+", left, right)
                case "-":
                    left = Operation("-", left, right)
                case "±":
                    left = Operation("+", left, Call("plusminus", (right,)))
                case _:
                    left = Operation("-", left, Call("plusminus", (right,)))
        self.depth -= 1
        return left

    def product(self) -> Tree:
        """Read factors joined by signs or standing side by side."""
        left = self._signed()
        kinds = self.kinds
        while True:
            kind = kinds[self.at]
            if kind in _STARTS or (kind == "|" and not self.bars):
                if kind == "number" and kinds[self.at - 1] == "number":
                    raise missing_sign(self.row.positions[self.at])
                left = Operation("*", left, self._power())
            elif kind == "*":
                self.at += 1
                left = Operation("*", left, self._signed())
            elif kind == "/":
                self.at += 1
                left = Operation("/", left, self._denominator(left))
            else:
                return left

    def _side_by_side(self, left: Tree, *, glued: bool) -> Tree:
        """Read factors without signs: those before the next function, or those without a space."""
        kinds, spaced = self.kinds, self.row.spaced
        while (kind := kinds[self.at]) in _STARTS or (kind == "|" and not self.bars):
            if self.at in spaced if glued else kind in ("function", "unknown"):
                break
            left = Operation("*", left, self._power())
        return left

    def _denominator(self, above: Tree) -> Tree:
        """Read what stands under a stroke: a bracket, a number under a number, or what is glued together."""
        start = self.at
        kind = self.kinds[start]
        below = self._signed()
        if kind in CLOSING or kind in ("|", "√", "∛", "∜"):
            return below
        if kind == "number" and isinstance(above, Number):
            self._note_coefficient(start)
            return below
        whole = self._side_by_side(below, glued=True)
        if whole is not below:
            self._note_denominator(start)
        return whole

    def _note_coefficient(self, start: int) -> None:
        if self.kinds[self.at] not in ("leaf", "function") or self.at in self.row.spaced:
            return
        fraction = self.row.text[self.row.positions[start - 2] : self.row.positions[self.at]]
        self.row.note(
            Text(
                en=f"“{fraction}” was read as the fraction in front.",
                ru=f"«{fraction}» прочитано как дробный множитель.",
            )
        )

    def _note_denominator(self, start: int) -> None:
        positions = self.row.positions
        typed = self.row.text[positions[start] : positions[self.at]].strip()
        self.row.note(
            Text(
                en=f"All of “{typed}” was read as the denominator.",
                ru=f"В знаменатель отнесено всё «{typed}».",
            )
        )

    def _signed(self) -> Tree:
        kind = self.kinds[self.at]
        if kind == "-":
            self.at += 1
            self.deeper()
            inner = self._signed()
            self.depth -= 1
            return Negation(inner)
        if kind == "+":
            self.at += 1
            if self.kinds[self.at] == "-" and self.statements:
                self.at += 1
                return Call("plusminus", (self._signed(),))
            if self.kinds[self.at] in _ADDING:
                raise self.unexpected()
            return self._signed()
        if kind in ("±", "∓"):
            self.at += 1
            self.deeper()
            inner = self._signed()
            self.depth -= 1
            return Call("plusminus", (inner if kind == "±" else Negation(inner),))
        return self._power()

    def _power(self) -> Tree:
        base = self._primary()
        kind = self.kinds[self.at]
        if kind in _POSTFIXES:
            base = self._postfix(base)
            kind = self.kinds[self.at]
        if kind != "^":
            return base
        self.at += 1
        self.deeper()
        if self.kinds[self.at] == "°":
            self.at += 1
            raised: Tree = Operation("*", base, _DEGREE)
        else:
            raised = Operation("^", base, self._signed())
        self.depth -= 1
        return raised

    def _postfix(self, tree: Tree) -> Tree:
        while (kind := self.kinds[self.at]) in _POSTFIXES:
            self.at += 1
            if kind == "°":
                tree = Operation("*", self._with_minutes(tree), _DEGREE)
            elif kind == "%":
                tree = self._percent(tree)
            elif kind == "!":
                if self.kinds[self.at - 2] == "!":
                    message = Text(en="One “!” is enough.", ru="Достаточно одного знака «!».")
                    raise UnreadableFormula(message, self.row.positions[self.at - 1])
                tree = Call("factorial", (tree,))
        return tree

    def _with_minutes(self, degrees: Tree) -> Tree:
        """Add the minutes and seconds of an angle, `30°15′20″`, to its degrees."""
        part = 60
        while self.kinds[self.at] == "number" and self.kinds[self.at + 1] == "'":
            minutes = self.values[self.at]
            self.at += 2
            if part == 60 and self.kinds[self.at] == "'":
                self.at, part = self.at + 1, 3600
            elif part > 60 and self.kinds[self.at] == "'":
                self.at += 1
            assert isinstance(minutes, Number)
            degrees = Operation("+", degrees, Number(minutes.value / part))
            part *= 60
        return degrees

    def _percent(self, tree: Tree) -> Tree:
        self.row.note(Text(en="“%” was read as hundredths.", ru="Знак «%» прочитан как сотые доли."))
        if isinstance(tree, Number):
            return Number(tree.value / 100)
        return Operation("/", tree, _HUNDRED)

    def _primary(self) -> Tree:
        kind = self.kinds[self.at]
        if kind in _VALUES:
            leaf = self.values[self.at]
            self.at += 1
            return leaf  # type: ignore[return-value]
        if kind == "function":
            return self._call(str(self.values[self.at]))
        if kind in CLOSING:
            return self.single()
        if kind == "|":
            return self._absolute()
        if kind in _ROOTS:
            return self._root(_ROOTS[kind])
        if kind == "unknown":
            name = str(self.values[self.at])
            self.at += 1
            return Call(name, self._bracket())
        return self.other_value()

    def other_value(self) -> Tree:
        """Refuse what begins no value; a statement knows more beginnings."""
        raise self.unexpected()

    def single(self) -> Tree:
        """Read one value between brackets."""
        at = self.at
        values = self._bracket()
        if len(values) > 1:
            raise one_value(self.row.positions[at])
        return values[0]

    def _bracket(self) -> tuple[Tree, ...]:
        """Read what stands in brackets: one value, or several parted by commas or semicolons."""
        opening = self.at
        closing = CLOSING[self.kinds[opening]]
        self.at += 1
        bars, self.bars = self.bars, 0
        first = self.sum()
        kind = self.kinds[self.at]
        values: tuple[Tree, ...] = (first,)
        while kind in (",", ";"):
            self.at += 1
            values = (*values, self.sum())
            kind = self.kinds[self.at]
        self.bars = bars
        if kind != closing:
            raise not_closed(self.row, opening, self.at)
        self.at += 1
        return values

    def _absolute(self) -> Tree:
        opening = self.at
        self.at += 1
        self.bars += 1
        inner = self.sum()
        self.bars -= 1
        if self.kinds[self.at] != "|":
            raise not_closed(self.row, opening, self.at)
        self.at += 1
        return Call("abs", (inner,))

    def _root(self, function: str) -> Tree:
        self.at += 1
        self.deeper()
        inner = self._primary()
        self.depth -= 1
        return Call(function, (inner, _FOUR) if function == "root" else (inner,))

    def _call(self, function: str) -> Tree:
        opening = self.at
        self.at += 1
        kind = self.kinds[self.at]
        if kind in CLOSING and function != "sqrt" and function != "frac":
            self.deeper()
            arguments = self._bracket()
            self.depth -= 1
            if len(arguments) == 1 and function not in ARGUMENTS:
                return Call(function, arguments)
            return Call(function, self._counted(function, arguments, opening))
        self.deeper()
        tree = self._fraction() if function == "frac" else self._decorated_call(function, opening)
        self.depth -= 1
        return tree

    def _fraction(self) -> Tree:
        if self.kinds[self.at] not in ("{", "("):
            raise self.unexpected()
        above = self.single()
        if self.kinds[self.at] not in ("{", "("):
            raise self.unexpected()
        return Operation("/", above, self.single())

    def _decorated_call(self, function: str, opening: int) -> Tree:
        """Read a function with a base, an index or a power between its name and its argument."""
        base = self._base() if function == "log" else None
        index = self.single() if function == "sqrt" and self.kinds[self.at] == "[" else None
        exponent = self._function_exponent() if self.kinds[self.at] == "^" else None
        if self.kinds[self.at] in CLOSING:
            arguments = self._bracket()
        elif index is not None and self.kinds[self.at] not in _STARTS:
            arguments, index = (index,), None
        else:
            arguments = (self._argument(),)
        if base is not None:
            arguments = (*arguments[:1], base)
        if index is not None:
            function, arguments = "root", (*arguments[:1], index)
        return _with_exponent(function, self._counted(function, arguments, opening), exponent)

    def _argument(self) -> Tree:
        """Read the argument of a function without brackets: all factors up to the next function."""
        if self.kinds[self.at] == "end":
            raise self.unexpected()
        return self._side_by_side(self._signed(), glued=False)

    def _base(self) -> Tree | None:
        """Read the base of a logarithm: `log_2 8`, `log2(8)`, `log2 8`."""
        kind, after = self.kinds[self.at], self.at + 1
        if kind == "_":
            self.at += 1
            return self._primary()
        if kind != "number" or self.at in self.row.spaced:
            return None
        if not (self.kinds[after] in CLOSING or (after in self.row.spaced and self.kinds[after] in _STARTS)):
            return None
        typed = self.row.text[self.row.positions[self.at] : self.row.positions[after]].strip()
        self.row.note(
            Text(
                en=f"“log{typed}” was read as the logarithm to base {typed}.",
                ru=f"«log{typed}» прочитано как логарифм по основанию {typed}.",
            )
        )
        return self._primary()

    def _function_exponent(self) -> Tree:
        self.at += 1
        negative = self.kinds[self.at] == "-"
        self.at += negative
        exponent = self._primary()
        return Negation(exponent) if negative else exponent

    def _counted(self, function: str, arguments: tuple[Tree, ...], opening: int) -> tuple[Tree, ...]:
        least, most = ARGUMENTS.get(function, (1, 1))
        if not least <= len(arguments) <= most:
            message = Text(
                en=f"“{function}” takes another number of arguments.",
                ru=f"У функции «{function}» другое число аргументов.",
            )
            raise UnreadableFormula(message, self.row.positions[opening])
        return arguments


def _with_exponent(function: str, arguments: tuple[Tree, ...], exponent: Tree | None) -> Tree:
    """Apply a power written on the name of a function: sin²x is (sin x)², sin⁻¹x is the inverse."""
    if exponent is None:
        return Call(function, arguments)
    if exponent == _MINUS_ONE and function in INVERSE:
        return Call(INVERSE[function], arguments)
    return Operation("^", Call(function, arguments), exponent)
