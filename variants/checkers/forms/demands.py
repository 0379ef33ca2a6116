"""What a task may demand of how a formula is written, and what to say where a demand is not met."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from variants.checkers.forms.decompositions import is_completed_square, is_in_partial_fractions
from variants.checkers.forms.layout import arithmetic, whole_power, writing
from variants.checkers.forms.polynomials import TooLarge
from variants.checkers.forms.shapes import (
    has_root_below,
    is_expanded,
    is_factored,
    is_in_lowest_terms,
    is_single_fraction,
)
from variants.checkers.forms.simplified import Undone, undone
from variants.grammar.trees import Call, Operation, Tree, symbols
from variants.keys import Form
from variants.texts import Text


@dataclass(frozen=True, slots=True)
class Unmet:
    """A demand that a formula does not meet; where nobody can tell, `known` is False."""

    reason: str
    message: Text
    known: bool = True


def unmet_demand(
    forms: tuple[Form, ...], tree: Tree, key: Tree | None = None, *, decimals: bool
) -> Unmet | None:
    """Return the first demand that a formula does not meet, None if it meets them all.

    What is simple is a matter of taste: a key that could be simpler may be answered as it is written.
    """
    for form in forms:
        try:
            message = _missing(form, tree, decimals=decimals) or _unlike_key(form, tree, key)
            if message and form == "simplified" and key and _is_written_so(tree, key):
                continue
        except TooLarge:
            return Unmet("form_not_comparable", _TOO_LARGE, known=False)
        if message:
            return Unmet(f"not_{form}", message)
    return None


def _is_written_so(tree: Tree, key: Tree) -> bool:
    return writing(tree) == writing(key) and undone(key) is not None


def _unlike_key(form: Form, tree: Tree, key: Tree | None) -> Text | None:
    """Refuse functions and roots of letters where the key is a polynomial or a quotient of two: |x + 1|²."""
    if form not in _SEEN or key is None or _is_hidden(key) or not _is_hidden(tree):
        return None
    return _SEEN[form][1]


def _is_hidden(tree: Tree) -> bool:
    """Say whether letters stand within a function, or in a power that is not whole."""
    return any(
        (
            isinstance(node, Call)
            or (isinstance(node, Operation) and node.sign == "^" and not whole_power(node))
        )
        and bool(symbols(node))
        for node in arithmetic(tree)
    )


def _missing(form: Form, tree: Tree, *, decimals: bool) -> Text | None:
    if form == "exact":
        return NOT_EXACT if decimals else None
    if form == "simplified":
        left = undone(tree)
        return _UNDONE[left] if left else None
    if form == "lowest_terms" and has_root_below(tree):
        return _ROOT_BELOW
    is_met, message = _SEEN[form]
    return None if is_met(tree) else message


NOT_EXACT: Final = Text(
    en="Write the exact value: fractions, roots and π instead of decimals.",
    ru="Запишите точное значение: дроби, корни и π вместо десятичных дробей.",
)
_ROOT_BELOW: Final = Text(
    en="The value is right, but there is a root left beneath the stroke.",
    ru="Значение верное, но в знаменателе осталась иррациональность: избавьтесь от неё.",
)
_TOO_LARGE: Final = Text(
    en="The value is right; whether the form is the one asked for, the teacher will tell.",
    ru="Значение верное; в том ли оно виде, проверит учитель.",
)
_SEEN: Final[Mapping[Form, tuple[Callable[[Tree], bool], Text]]] = {
    "expanded": (
        is_expanded,
        Text(
            en="The value is right, but brackets are left: multiply them out.",
            ru="Значение верное, но скобки раскрыты не до конца.",
        ),
    ),
    "factored": (
        is_factored,
        Text(
            en="The value is right, but it is not factored completely.",
            ru="Значение верное, но выражение разложено на множители не до конца.",
        ),
    ),
    "single_fraction": (
        is_single_fraction,
        Text(
            en="The value is right; now write it as a single fraction.",
            ru="Значение верное; запишите его одной дробью.",
        ),
    ),
    "lowest_terms": (
        is_in_lowest_terms,
        Text(
            en="The value is right, but a fraction can still be reduced.",
            ru="Значение верное, но дробь ещё можно сократить.",
        ),
    ),
    "completed_square": (
        is_completed_square,
        Text(
            en="The value is right; now complete the square.",
            ru="Значение верное; выделите полный квадрат.",
        ),
    ),
    "partial_fractions": (
        is_in_partial_fractions,
        Text(
            en="The value is right; now decompose it into partial fractions.",
            ru="Значение верное; разложите его на простейшие дроби.",
        ),
    ),
}
_UNDONE: Final[Mapping[Undone, Text]] = {
    "arithmetic": Text(
        en="The value is right, but arithmetic is left to do.",
        ru="Значение верное, но вычисления не доведены до конца.",
    ),
    "like_terms": Text(
        en="The value is right, but like terms are not gathered.",
        ru="Значение верное, но не приведены подобные.",
    ),
    "fraction": Text(
        en="The value is right, but a fraction can be made simpler.",
        ru="Значение верное, но дробь можно упростить.",
    ),
    "root": Text(
        en="The value is right, but a root can be made simpler.",
        ru="Значение верное, но корень можно упростить.",
    ),
    "value": Text(
        en="The value is right, but a function has a value that is known exactly.",
        ru="Значение верное, но у функции есть известное точное значение: подставьте его.",
    ),
}
