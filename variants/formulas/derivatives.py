"""Exact derivatives of formulas by the rules of school, on our own tree; results are lightly simplified."""

from collections.abc import Callable, Mapping
from typing import Final

from variants.formulas.errors import FormulaRefused
from variants.formulas.trees import Branch, Call, Name, Negation, Number, Operation, Tree, names
from variants.texts import Text

ZERO: Final = Number(value=0.0, text="0")
ONE: Final = Number(value=1.0, text="1")


def differentiate(tree: Tree, letter: str) -> Tree:
    """Return the derivative by a letter. Raises FormulaRefused where there is no rule."""
    if letter not in names(tree):
        return ZERO
    match tree:
        case Name():
            return ONE
        case Negation(inner=inner):
            return negative(differentiate(inner, letter))
        case Branch(condition=condition, yes=yes, no=no):
            return Branch(condition=condition, yes=differentiate(yes, letter), no=differentiate(no, letter))
        case Operation():
            return _operation(tree, letter)
        case Call(function=function, arguments=(inner,)) if function in _RULES:
            return product(_RULES[function](inner), differentiate(inner, letter))
        case _:
            raise FormulaRefused(
                Text(en="there is no rule for this derivative", ru="для этой производной нет правила"),
                tree.position,
            )


def _operation(tree: Operation, letter: str) -> Tree:
    left, right = tree.left, tree.right
    if tree.sign == "^":
        return _power(left, right, letter)
    dl, dr = differentiate(left, letter), differentiate(right, letter)
    if tree.sign == "+":
        return total(dl, dr)
    if tree.sign == "-":
        return total(dl, negative(dr))
    if tree.sign == "*":
        return total(product(dl, right), product(left, dr))
    if letter not in names(right):
        return quotient(dl, right)
    above = total(product(dl, right), negative(product(left, dr)))
    return quotient(above, Operation(sign="^", left=right, right=Number(value=2.0, text="2")))


def _power(base: Tree, exponent: Tree, letter: str) -> Tree:
    if letter not in names(exponent):
        less = total(exponent, Number(value=-1.0))
        lowered = base if less == ONE else Operation(sign="^", left=base, right=less)
        return product(product(exponent, lowered), differentiate(base, letter))
    whole = Operation(sign="^", left=base, right=exponent)
    logarithm = Call(function="ln", arguments=(base,))
    return product(whole, differentiate(product(exponent, logarithm), letter))


def total(left: Tree, right: Tree) -> Tree:
    """Return the sum, without zeros."""
    if isinstance(left, Number) and isinstance(right, Number):
        return Number(value=left.value + right.value)
    if is_number(left, 0):
        return right
    if is_number(right, 0):
        return left
    opposite = _opposite(right)
    if opposite is not None:
        return Operation(sign="-", left=left, right=opposite)
    return Operation(sign="+", left=left, right=right)


def _opposite(tree: Tree) -> Tree | None:
    """Return the opposite of what begins with a minus, None for what does not."""
    match tree:
        case Negation(inner=inner):
            return inner
        case Number(value=value) if value < 0:
            return Number(value=-value)
        case Operation(sign="*" | "/", left=left, right=right):
            opposite = _opposite(left)
            if opposite is None:
                return None
            return product(opposite, right) if tree.sign == "*" else quotient(opposite, right)
        case _:
            return None


def negative(tree: Tree) -> Tree:
    """Return the opposite."""
    if isinstance(tree, Number):
        return Number(value=-tree.value if tree.value else 0.0)
    return tree.inner if isinstance(tree, Negation) else Negation(inner=tree)


def product(left: Tree, right: Tree) -> Tree:
    """Return the product, without ones and with zeros carried out."""
    if isinstance(left, Number) and isinstance(right, Number):
        return Number(value=left.value * right.value)
    if is_number(left, 0) or is_number(right, 0):
        return ZERO
    if is_number(left, 1):
        return right
    if is_number(right, 1):
        return left
    if is_number(left, -1):
        return negative(right)
    if is_number(right, -1):
        return negative(left)
    factor, rest = _leading_number(right)
    if isinstance(left, Number) and factor is not None:
        return product(Number(value=left.value * factor), rest)
    return Operation(sign="*", left=left, right=right)


def _leading_number(tree: Tree) -> tuple[float | None, Tree]:
    if isinstance(tree, Operation) and tree.sign == "*" and isinstance(tree.left, Number):
        return tree.left.value, tree.right
    return None, tree


def quotient(left: Tree, right: Tree) -> Tree:
    """Return the quotient, without a one below and with a zero above carried out."""
    if is_number(left, 0):
        return ZERO
    if is_number(right, 1):
        return left
    factor, rest = _leading_number(left)
    if isinstance(right, Number) and right.value and factor is not None:
        share = factor / right.value
        # A third is better left as a division.
        if share == float(f"{share:.4g}"):
            return product(Number(value=share), rest)
    return Operation(sign="/", left=left, right=right)


def is_number(tree: Tree, value: float) -> bool:
    """Tell whether the tree is just this number."""
    return isinstance(tree, Number) and tree.value == value


def _call(function: str, inner: Tree) -> Tree:
    return Call(function=function, arguments=(inner,))


def _square(tree: Tree) -> Tree:
    return Operation(sign="^", left=tree, right=Number(value=2.0, text="2"))


_RULES: Final[Mapping[str, Callable[[Tree], Tree]]] = {
    "sqrt": lambda x: quotient(ONE, product(Number(value=2.0), _call("sqrt", x))),
    "exp": lambda x: _call("exp", x),
    "ln": lambda x: quotient(ONE, x),
    "lg": lambda x: quotient(ONE, product(x, _call("ln", Number(value=10.0)))),
    "sin": lambda x: _call("cos", x),
    "cos": lambda x: negative(_call("sin", x)),
    "tan": lambda x: quotient(ONE, _square(_call("cos", x))),
    "asin": lambda x: quotient(ONE, _call("sqrt", total(ONE, negative(_square(x))))),
    "acos": lambda x: negative(quotient(ONE, _call("sqrt", total(ONE, negative(_square(x)))))),
    "atan": lambda x: quotient(ONE, total(ONE, _square(x))),
    "abs": lambda x: _call("sign", x),
}
