"""Read a formula as a student types it into a tree; length, depth and exponents are bounded before any work.

Products may be implicit and bind tighter than a stroke that is not followed by a space: `a/2b` is a/(2b),
but `1/2mv^2` and `(1)/(2) m` have a number as coefficient.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from variants.grammar.bounds import check_bounds
from variants.grammar.characters import repair
from variants.grammar.letters import ARGUMENTS, INVERSE
from variants.grammar.names import ANY_LETTERS, Letters, glued_names, resolve
from variants.grammar.tokens import Token, UnreadableFormula, tokenize
from variants.grammar.trees import (
    Call,
    Comparison,
    Constant,
    Negation,
    Number,
    Operation,
    Relation,
    Symbol,
    Tree,
    height,
)
from variants.texts import Language, Text

MAX_LENGTH: Final = 2000
MAX_DEPTH: Final = 40
MAX_HEIGHT: Final = 120
_LAST_STOP: Final = re.compile(r"(?<=[^\s.;,])\s*[.;,]\s*\Z")
_CLOSING: Final = {"(": ")", "[": "]", "{": "}"}
_RELATIONS: Final[dict[str, Relation]] = {"=": "=", "<": "<", ">": ">", "<=": "<=", ">=": ">=", "!=": "!="}
_STARTS: Final = frozenset({"(", "[", "{", "√", "∛"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """What was typed as a tree, or as two trees with a relation; `notes` tell what was repaired."""

    tree: Tree | Comparison
    notes: tuple[Text, ...] = ()


def read_formula(
    typed: str, language: Language, letters: Letters = ANY_LETTERS, *, exponents: bool = True
) -> Formula:
    """Read a formula or an equation. Raises UnreadableFormula with the position in what was typed."""
    if not typed.strip():
        raise UnreadableFormula(Text(en="Nothing is entered.", ru="Ничего не введено."))
    if len(typed) > MAX_LENGTH:
        raise UnreadableFormula(Text(en="This formula is too long.", ru="Слишком длинная формула."))
    repaired = repair(_LAST_STOP.sub("", typed), keep=letters.names | glued_names(letters).keys())
    try:
        tokens = resolve(tokenize(repaired.text, language, exponents=exponents), letters)
        tree = _Parser(tokens).whole()
        _bound(tree)
    except UnreadableFormula as error:
        raise UnreadableFormula(error.message, repaired.typed_position(error.position)) from error
    return Formula(tree=tree, notes=repaired.notes)


def _bound(tree: Tree | Comparison) -> None:
    """Refuse a tree that is too high to be walked by functions that call themselves, or endless work."""
    for side in (tree.left, tree.right) if isinstance(tree, Comparison) else (tree,):
        if height(side) > MAX_HEIGHT:
            raise UnreadableFormula(Text(en="This formula is too long.", ru="Слишком длинная формула."))
        check_bounds(side)


class _Parser:
    """Walks over the tokens once, from left to right; the field's precedence, one method a level."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self._tokens = tokens
        self._index = 0
        self._depth = 0
        self._bars = 0

    def whole(self) -> Tree | Comparison:
        left = self._sum()
        if self._next.text not in _RELATIONS or self._next.kind != "sign":
            self._end()
            return left
        relation = _RELATIONS[self._take().text]
        right = self._sum()
        self._end()
        return Comparison(relation, left, right)

    @property
    def _next(self) -> Token:
        return self._tokens[self._index]

    def _take(self) -> Token:
        token = self._next
        self._index += 1
        return token

    def _at(self, *signs: str) -> bool:
        return self._next.kind == "sign" and self._next.text in signs

    def _end(self) -> None:
        if self._next.kind != "end":
            raise self._unexpected()

    def _unexpected(self) -> UnreadableFormula:
        token = self._next
        if token.kind == "end":
            message = Text(en="The formula ends too early.", ru="Формула обрывается.")
        elif token.text in (")", "]", "}"):
            message = Text(en=f"“{token.text}” closes nothing.", ru=f"Лишняя скобка «{token.text}».")
        else:
            message = Text(
                en=f"“{token.text}” is not expected here.", ru=f"Здесь не ожидается «{token.text}»."
            )
        return UnreadableFormula(message, token.position)

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            message = Text(en="Too many brackets inside brackets.", ru="Слишком много вложенных скобок.")
            raise UnreadableFormula(message, self._next.position)

    def _sum(self) -> Tree:
        self._deeper()
        left = self._term()
        while self._at("+", "-"):
            sign = self._take().text
            left = Operation("+" if sign == "+" else "-", left, self._term())
        self._depth -= 1
        return left

    def _term(self) -> Tree:
        left = self._chain()
        while self._at("*", "/"):
            if self._take().text == "*":
                left = Operation("*", left, self._chain())
            else:
                left = Operation("/", left, self._denominator(left))
                left = self._rest_of_chain(left)
        return left

    def _chain(self, *, of_function: bool = False) -> Tree:
        return self._rest_of_chain(self._signed(), of_function=of_function)

    def _rest_of_chain(self, left: Tree, *, of_function: bool = False, glued: bool = False) -> Tree:
        while self._starts_factor(of_function=of_function) and not (glued and self._next.spaced):
            left = Operation("*", left, self._power())
        return left

    def _starts_factor(self, *, of_function: bool = False) -> bool:
        token = self._next
        if token.kind == "sign":
            return token.text in _STARTS or (token.text == "|" and not self._bars)
        if token.kind == "function":
            return not of_function
        return token.kind in ("symbol", "constant", "number")

    def _denominator(self, above: Tree) -> Tree:
        """Read what stands under a stroke: a bracket, a number under a number, or what is glued together."""
        first = self._next
        below = self._signed()
        if first.text in _CLOSING or first.text in ("|", "√", "∛"):
            return below
        if first.kind == "number" and isinstance(above, Number):
            return below
        return self._rest_of_chain(below, glued=True)

    def _signed(self) -> Tree:
        if self._at("-"):
            self._take()
            self._deeper()
            inner = self._signed()
            self._depth -= 1
            return Negation(inner)
        if self._at("+"):
            self._take()
            if self._at("+", "-"):
                raise self._unexpected()
            return self._signed()
        return self._power()

    def _power(self) -> Tree:
        base = self._postfix()
        if not self._at("^"):
            return base
        self._take()
        self._deeper()
        if self._at("°"):
            self._take()
            raised: Tree = Operation("*", base, Constant("degree"))
        else:
            raised = Operation("^", base, self._signed())
        self._depth -= 1
        return raised

    def _postfix(self) -> Tree:
        tree = self._primary()
        while self._at("!", "°"):
            token = self._take()
            if token.text == "!" and self._doubled():
                message = Text(en="One “!” is enough.", ru="Достаточно одного знака «!».")
                raise UnreadableFormula(message, token.position)
            tree = (
                Call("factorial", (tree,)) if token.text == "!" else Operation("*", tree, Constant("degree"))
            )
        return tree

    def _doubled(self) -> bool:
        return self._tokens[self._index - 2].text == "!"

    def _primary(self) -> Tree:
        token = self._next
        if token.kind == "number":
            return Number(self._take().value)
        if token.kind == "symbol":
            return Symbol(self._take().text)
        if token.kind == "constant":
            return Constant(self._take().text)  # type: ignore[arg-type]
        if token.kind == "function":
            return self._call(self._take().text)
        if token.text in _CLOSING:
            return self._single()
        if self._at("|"):
            return self._absolute()
        if self._at("√", "∛"):
            function = "sqrt" if self._take().text == "√" else "cbrt"
            self._deeper()
            root = Call(function, (self._primary(),))
            self._depth -= 1
            return root
        raise self._unexpected()

    def _bracket(self) -> tuple[Tree, ...]:
        """Read what stands in brackets: one value, or several parted by commas or semicolons."""
        opening = self._take()
        bars, self._bars = self._bars, 0
        values = [self._sum()]
        while self._at(",", ";"):
            self._take()
            values.append(self._sum())
        self._bars = bars
        if not self._at(_CLOSING[opening.text]):
            if self._next.kind == "end":
                message = Text(
                    en=f"“{opening.text}” is not closed.", ru=f"Скобка «{opening.text}» не закрыта."
                )
                raise UnreadableFormula(message, opening.position)
            raise self._unexpected()
        self._take()
        return tuple(values)

    def _single(self) -> Tree:
        position = self._next.position
        if self._next.text not in _CLOSING:
            raise self._unexpected()
        values = self._bracket()
        if len(values) > 1:
            message = Text(
                en="One value is expected in these brackets.", ru="В этих скобках ожидается одно значение."
            )
            raise UnreadableFormula(message, position)
        return values[0]

    def _absolute(self) -> Tree:
        self._take()
        self._bars += 1
        inner = self._sum()
        self._bars -= 1
        if not self._at("|"):
            raise self._unexpected()
        self._take()
        return Call("abs", (inner,))

    def _call(self, function: str) -> Tree:
        self._deeper()
        base = self._logarithm_base() if function == "log" and self._at("_") else None
        index = self._single() if function == "sqrt" and self._at("[") else None
        exponent = self._function_exponent() if self._at("^") else None
        if function == "frac":
            above, below = (self._single(), self._single()) if self._at("{", "(") else self._fail()
            self._depth -= 1
            return Operation("/", above, below)
        arguments = self._arguments()
        if base is not None:
            arguments = (*arguments[:1], base)
        if index is not None:
            function, arguments = "root", (*arguments[:1], index)
        self._depth -= 1
        return _with_exponent(function, self._counted(function, arguments), exponent)

    def _fail(self) -> tuple[Tree, Tree]:
        raise self._unexpected()

    def _arguments(self) -> tuple[Tree, ...]:
        if self._next.text in _CLOSING:
            return self._bracket()
        return (self._chain(of_function=True),)

    def _logarithm_base(self) -> Tree:
        self._take()
        return self._single()

    def _function_exponent(self) -> Tree:
        self._take()
        sign = self._at("-") and self._take()
        exponent = self._primary()
        return Negation(exponent) if sign else exponent

    def _counted(self, function: str, arguments: tuple[Tree, ...]) -> tuple[Tree, ...]:
        least, most = ARGUMENTS.get(function, (1, 1))
        if not least <= len(arguments) <= most:
            message = Text(
                en=f"“{function}” takes another number of arguments.",
                ru=f"У функции «{function}» другое число аргументов.",
            )
            raise UnreadableFormula(message, self._next.position)
        return arguments


def _with_exponent(function: str, arguments: tuple[Tree, ...], exponent: Tree | None) -> Tree:
    """Apply a power written on the name of a function: sin²x is (sin x)², sin⁻¹x is the inverse."""
    if exponent is None:
        return Call(function, arguments)
    if exponent == Negation(Number(Fraction(1))) and function in INVERSE:
        return Call(INVERSE[function], arguments)
    return Operation("^", Call(function, arguments), exponent)
