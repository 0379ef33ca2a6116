"""Read what is asked on one typed line: quantity, expression, equation, formula and reaction.

The words are those of the rows of `tetrad check`.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, get_args

from variants.chemistry.typed.conditions import conditions_in
from variants.formulas.trees import Name
from variants.keys import FiguresRule, Form, ReactionForm, Temperature, Tolerance
from variants.templates.asks import EquationAsk, ExpressionAsk, QuantityAsk, ReactionAsk, SubstanceAsk
from variants.templates.documents import Complaint, Leaf, Listing, Node
from variants.templates.located import Formula
from variants.templates.reading.fields import (
    Fields,
    read_decimals,
    read_formula_at,
    read_integer,
    read_items,
    read_share,
    read_text,
    read_tolerance,
    read_unit_text,
    read_word,
    read_yes_no,
)
from variants.texts import Text

DEFAULT_TOLERANCE: Final = Tolerance(relative=Fraction(1, 50))
LINE_FIELDS: Final = {
    "quantity": (
        "key",
        "unit",
        "tolerance",
        "figures",
        "decimals",
        "figures_rule",
        "scores",
        "temperature",
        "within",
    ),
    "expression": ("key", "unit", "solved", "form", "up_to_constant"),
    "equation": ("key", "solutions", "solved"),
    "formula": ("key",),
    "reaction": ("key", "form", "coefficients", "states", "conditions"),
}
"""The fields of each kind beside those that all have."""
_SCORES: Final = ("number", "unit", "figures")
_MOST_FIGURES: Final = 10
_UNSOLVED: Final[str | bool] = False


def key_of(fields: Fields, name: str) -> Formula:
    """Return the key of an ask: `key`, or the line of the same name."""
    written = fields.maybe("key", read_formula_at)
    if written is not None:
        return written
    record = fields.record
    return Formula(text=name, tree=Name(name=name), line=record.line, column=record.column)


def read_quantity(fields: Fields, name: str) -> QuantityAsk:
    """Return a number with a unit."""
    _refuse_together(fields, "decimals", "figures")
    if "figures_rule" in fields and "figures" not in fields and "decimals" not in fields:
        fields.problems.add(
            fields.record.keys["figures_rule"],
            Text(
                en="`figures_rule` says nothing without `figures` or `decimals`",
                ru="`figures_rule` без `figures` или `decimals` ничего не значит",
            ),
        )
    rule: FiguresRule = fields.get("figures_rule", read_word(*get_args(FiguresRule)), "demanded")  # type: ignore[arg-type]
    temperature: Temperature = fields.get("temperature", read_word(*get_args(Temperature)), "either")  # type: ignore[arg-type]
    return QuantityAsk(
        key=key_of(fields, name),
        unit=fields.get("unit", read_unit_text, ""),
        tolerance=fields.get("tolerance", _tolerance, DEFAULT_TOLERANCE),
        figures=fields.maybe("figures", read_integer(1, _MOST_FIGURES)),
        decimals=fields.maybe("decimals", read_integer(0, _MOST_FIGURES)),
        figures_rule=rule,
        temperature=temperature,
        within=fields.maybe("within", _within),
        **_shares(fields),
    )


def _refuse_together(fields: Fields, one: str, other: str) -> None:
    if one in fields and other in fields:
        fields.problems.add(
            fields.record.keys[one],
            Text(
                en=f"`{other}` is here already; keep one of the two",
                ru=f"здесь уже есть `{other}`; оставьте что-нибудь одно",
            ),
        )


def _shares(fields: Fields) -> dict[str, Any]:
    """Return what half-right answers are worth, as `QuantityAsk` calls it."""
    node = fields.record.entries.get("scores")
    if node is None:
        return {}
    scores = fields.problems.attempt(lambda: Fields(node, fields.problems, _SCORES))
    if scores is None:
        return {}
    if "unit" not in fields:
        for part in ("number", "unit"):
            if part in scores:
                fields.problems.add(
                    scores.record.keys[part],
                    Text(en="no unit is asked for here", ru="единица здесь не спрашивается"),
                )
    found = {f"{part}_share": scores.maybe(part, read_share) for part in _SCORES}
    return {name: share for name, share in found.items() if share is not None}


def _tolerance(node: Node) -> Tolerance:
    """Return a tolerance that may be an interval too, in the unit of the ask."""
    if isinstance(node, Listing):
        numbers = read_decimals(node)
        if len(numbers) != 2 or numbers[0] >= numbers[1]:
            raise Complaint(
                node,
                Text(
                    en="a tolerance is 2%, a number in the unit, or an interval [least, most]",
                    ru="допуск — это 2%, число в единице ответа или промежуток [наименьшее, наибольшее]",
                ),
            )
        return Tolerance(interval=(float(numbers[0]), float(numbers[1])))
    found = read_tolerance(node)
    if found.relative is not None and found.relative >= 1:
        raise Complaint(
            node,
            Text(
                en="with a tolerance of 100% or more zero is right as well",
                ru="при допуске 100% и больше верным будет и ноль",
            ),
        )
    return found


def _within(node: Node) -> tuple[float, float]:
    numbers: tuple[Decimal, ...] = read_decimals(node)
    if len(numbers) != 2 or numbers[0] >= numbers[1]:
        raise Complaint(
            node,
            Text(en="`within` is a pair [least, most]", ru="`within` — пара чисел [наименьшее, наибольшее]"),
        )
    return float(numbers[0]), float(numbers[1])


def read_expression(fields: Fields, name: str) -> ExpressionAsk:
    """Return a formula with letters."""
    return ExpressionAsk(
        key=key_of(fields, name),
        unit=fields.get("unit", read_unit_text, ""),
        solved=fields.get("solved", _solved, _UNSOLVED),
        forms=fields.get("form", _forms, ()),
        up_to_constant=fields.get("up_to_constant", read_yes_no, default=False),
    )


def _solved(node: Node) -> str | bool:
    """Return `yes`, `no`, or the name of a letter."""
    text = read_text(node)
    return text == "yes" if text in ("yes", "no") else text


def _forms(node: Node) -> tuple[Form, ...]:
    """Return one demand on the form, or a list of them."""
    items: tuple[Node, ...] = (node,) if isinstance(node, Leaf) else read_items(node)
    forms: list[Form] = []
    for item in items:
        form: Form = read_word(*get_args(Form))(item)  # type: ignore[assignment]
        clash = next((other for other in forms if frozenset((form, other)) in _OPPOSITE or form == other), "")
        if clash:
            raise Complaint(
                item,
                Text(
                    en=f"`{form}` can't be asked for beside `{clash}`",
                    ru=f"`{form}` нельзя требовать вместе с `{clash}`",
                ),
            )
        forms.append(form)
    return tuple(forms)


_OPPOSITE: Final = frozenset(
    map(
        frozenset,
        (
            ("expanded", "factored"),
            ("expanded", "completed_square"),
            ("factored", "completed_square"),
            ("single_fraction", "partial_fractions"),
            ("factored", "partial_fractions"),
        ),
    )
)
"""Forms that hardly a formula has at once."""


def read_equation(fields: Fields, name: str) -> EquationAsk:
    """Return an equation."""
    return EquationAsk(
        key=key_of(fields, name),
        solutions=fields.get("solutions", read_yes_no, default=False),
        solved=fields.get("solved", _solved, _UNSOLVED),
    )


def read_substance(fields: Fields, name: str) -> SubstanceAsk:
    """Return the formula of a substance."""
    return SubstanceAsk(key=key_of(fields, name))


def read_reaction(fields: Fields, name: str) -> ReactionAsk:
    """Return the equation of a reaction."""
    return ReactionAsk(
        key=key_of(fields, name),
        form=fields.get("form", read_word(*get_args(ReactionForm)), "molecular"),  # type: ignore[arg-type]
        coefficients=fields.get("coefficients", read_word("smallest", "any", "key"), "any"),  # type: ignore[arg-type]
        states=fields.get("states", read_word("ignored", "required"), "ignored"),  # type: ignore[arg-type]
        conditions=fields.get("conditions", _conditions, ()),
    )


def _conditions(node: Node) -> tuple[str, ...]:
    """Return the conditions demanded over the arrow; the word `ignored` demands none."""
    if isinstance(node, Leaf) and node.text == "ignored":
        return ()
    items: tuple[Node, ...] = (node,) if isinstance(node, Leaf) else read_items(node)
    found: set[str] = set()
    for item in items:
        text = read_text(item)
        conditions = conditions_in(text)
        if not conditions:
            raise Complaint(
                item,
                Text(
                    en=f"`{text}` is not a condition: t, p, cat, hv, current or a formula",
                    ru=f"`{text}` — не условие реакции: t, p, cat, hv, current или формула",
                ),
            )
        found.update(conditions)
    return tuple(sorted(found))
