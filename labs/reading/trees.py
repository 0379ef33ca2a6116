"""Formulas of a scene as JSON that a page can compute, without any code in it.

number | true | false | ["name", n] | ["word", w] | ["neg", a] | ["+" "-" "*" "/" "^", a, b] | ["not", a]
| ["and" "or" "=" "!=" "<" "<=" ">" ">=", a, b] | ["if", c, a, b] | ["in", a, factor, offset]
| ["call", f, a, …]; names hold SI values, `in` is (a − offset)/factor.
"""

import math
from collections.abc import Mapping
from functools import reduce
from itertools import pairwise
from typing import Any, Final

from variants.formulas.errors import FormulaRefused
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
    names,
)
from variants.templates.type_checks import read_unit_at
from variants.texts import Text

FUNCTIONS: Final = frozenset(
    (
        *("sin", "cos", "tan", "asin", "acos", "atan", "exp", "ln", "lg"),
        *("sqrt", "abs", "sign", "floor", "round", "min", "max"),
    )
)
_FIXED: Final[Mapping[str, float | bool]] = {
    "pi": math.pi,
    "yes": True,
    "true": True,
    "no": False,
    "false": False,
}


def tree_to_json(tree: Tree) -> Any:  # noqa: ANN401 - JSON of several shapes, as the module says
    """Return the formula as JSON. Raises FormulaRefused for what no page can compute."""
    match tree:
        case Number(value=value):
            return value
        case Name(name=name):
            return _FIXED.get(name, ["name", name])
        case Word(text=text):
            return ["word", text]
        case Negation(inner=inner):
            return ["neg", tree_to_json(inner)]
        case Not(inner=inner):
            return ["not", tree_to_json(inner)]
        case Operation(sign=word, left=left, right=right) | Logic(word=word, left=left, right=right):
            return [word, tree_to_json(left), tree_to_json(right)]
        case _:
            return _longer(tree)


def _longer(tree: Tree) -> Any:  # noqa: ANN401 - see above
    match tree:
        case Comparison(relations=relations, items=items):
            sides = [tree_to_json(item) for item in items]
            pairs = [[sign, *pair] for sign, pair in zip(relations, pairwise(sides), strict=True)]
            return reduce(lambda one, two: ["and", one, two], pairs)
        case Branch(condition=condition, yes=yes, no=no):
            return ["if", tree_to_json(condition), tree_to_json(yes), tree_to_json(no)]
        case InUnit(inner=inner, unit=unit):
            found = read_unit_at(unit, tree.position)
            return ["in", tree_to_json(inner), float(found.factor), float(found.offset)]
        case ReadAs(inner=inner, unit=unit) if not names(inner):
            found = read_unit_at(unit, tree.position)
            return ["+", ["*", tree_to_json(inner), float(found.factor)], float(found.offset)]
        case Call(function=function, arguments=arguments) if function in FUNCTIONS:
            return ["call", function, *(tree_to_json(argument) for argument in arguments)]
        case _:
            raise FormulaRefused(
                Text(en="a drawing can't compute this", ru="рисунок не может это вычислить"), tree.position
            )
