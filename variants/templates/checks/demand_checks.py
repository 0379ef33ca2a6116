"""Check what an ask demands beside the value: letters to solve for, solutions, constants added."""

from collections.abc import Collection

from variants.formulas.trees import Comparison, Name, Tree, names
from variants.templates.asks import EquationAsk, ExpressionAsk
from variants.templates.type_checks import refused
from variants.templates.value_types import Scope


def lone_letter(equation: Tree, letters: Collection[str]) -> str | None:
    """Return the letter that stands alone on a side of an equation, the left one first; None if none does."""
    if not isinstance(equation, Comparison):
        return None
    for side, other in (equation.items[:2], equation.items[1::-1]):
        if isinstance(side, Name) and side.name in letters and side.name not in names(other):
            return side.name
    return None


def check_expression_demands(form: ExpressionAsk, used: frozenset[str], scope: Scope) -> None:
    """Check the demands on a formula whose key has these letters. Raises FormulaRefused."""
    if isinstance(form.solved, str):
        _check_letter(form.solved, form.key.tree, scope)
        if form.solved in used:
            raise refused(
                form.key.tree,
                f"the key itself contains `{form.solved}`, which may not appear",
                f"в самом ключе есть `{form.solved}`, а её в ответе быть не должно",
            )
    if form.up_to_constant and not used:
        raise refused(
            form.key.tree,
            "up to a constant every number is right: the key has no letter",
            "с точностью до постоянной верно любое число: в ключе нет букв",
        )


def check_equation_demands(form: EquationAsk, used: frozenset[str], scope: Scope) -> None:
    """Check the demands on an equation that has these letters. Raises FormulaRefused."""
    tree = form.key.tree
    if form.solutions and len(used) != 1:
        raise refused(
            tree,
            f"`solutions` needs an equation of one letter; here are {', '.join(sorted(used))}",
            f"`solutions` — для уравнений с одной буквой, а здесь {', '.join(sorted(used))}",
        )
    if isinstance(form.solved, str):
        _check_letter(form.solved, tree, scope)
        wanted: str | None = form.solved if form.solved in used else None
    else:
        wanted = lone_letter(tree, scope.letters) if form.solved else ""
    if wanted is None:
        raise refused(
            tree,
            "`solved` needs a letter alone on a side of the key",
            "для `solved` в одной части ключа должна стоять одна буква",
        )


def _check_letter(letter: str, place: Tree, scope: Scope) -> None:
    if letter not in scope.letters:
        raise refused(place, f"`{letter}` is not one of `letters`", f"`{letter}` нет среди букв (letters)")
