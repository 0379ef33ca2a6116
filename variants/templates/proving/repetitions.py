"""Which statements of `certify` tell something: one that is true because of the lines themselves does not.

`x = m*v^2` beside the line `x: m*v^2` would be true of any wrong law, and so would `x = y` if
`y` is the same.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from variants.formulas.trees import Call, Comparison, Name, Number, Operation, Tree, children, names, walk
from variants.templates.checks.key_formulas import key_formulas
from variants.templates.checks.order import reach
from variants.templates.evaluating.computing import Program
from variants.templates.evaluating.letter_lines import rebuilt
from variants.templates.located import Formula
from variants.templates.located_problems import Problems
from variants.templates.task import SolveLine
from variants.texts import Text

MOST_NODES: Final = 2000
DEEPEST: Final = 20
"""So far lines are put into each other: formulas in all, and lines in lines."""


def telling(program: Program) -> tuple[Formula, ...]:
    """Return the statements of `certify` that don't just repeat the lines."""
    return tuple(statement for statement in program.task.certify if not repeats(program, statement))


def repeats(program: Program, statement: Formula) -> bool:
    """Tell whether both sides of an equality are the same formula once the lines are put in."""
    tree = statement.tree
    if not isinstance(tree, Comparison) or tree.relations != ("=",):
        return False
    left, right = (_put_in(side, program.task.solve, [MOST_NODES], DEEPEST) for side in tree.items)
    return _shape(left) == _shape(right)


def check_told(program: Program, problems: Problems) -> None:
    """Add the lines that reach a key, and of which no statement of `certify` tells anything."""
    task, needs = program.task, program.analysis.needs
    used = [names(formula.tree) for ask in task.asks.values() for formula in key_formulas(ask)]
    reached = reach(frozenset[str]().union(*used), needs)
    confirming = [names(one.tree) for one in telling(program) if _confirms(one.tree)]
    told = reach(frozenset[str]().union(*confirming), needs)
    for name, line in task.solve.items():
        if name in reached and name not in told and any(map(_is_arithmetic, walk(line.formula.tree))):
            problems.add(
                (line.formula.line, line.formula.column),
                Text(
                    en=f"nothing in `certify` tells more of `{name}` than this line; certify it another way",
                    ru=f"certify не говорит о `{name}` больше, чем эта строка; проверьте её другим путём",
                ),
            )


def _confirms(tree: Tree) -> bool:
    """Tell whether a statement is more than a limit: an equality, or a truth that is a line of its own."""
    compared = [node for node in walk(tree) if isinstance(node, Comparison)]
    return not compared or any(map(_is_equality, compared))


def _is_equality(tree: Tree) -> bool:
    """Tell whether something is equal to something, or lies next to it: `abs(a - b) < 0.001*a`."""
    if not isinstance(tree, Comparison):
        return False
    near = any(isinstance(item, Call) and item.function == "abs" for item in tree.items)
    return "=" in tree.relations or (near and bool({"<", "<="} & set(tree.relations)))


def _is_arithmetic(tree: Tree) -> bool:
    return isinstance(tree, Operation)


def _put_in(tree: Tree, lines: Mapping[str, SolveLine], nodes: list[int], deeper: int) -> Tree:
    """Return the formula with the lines put in, as far as `nodes` and `deeper` let it grow."""
    nodes[0] -= 1
    line = lines.get(tree.name) if isinstance(tree, Name) else None
    if line is not None and line.search is None and nodes[0] > 0 and deeper:
        return _put_in(line.formula.tree, lines, nodes, deeper - 1)
    return rebuilt(tree, lambda child: _put_in(child, lines, nodes, deeper))


def _shape(tree: Tree) -> str:
    """Return the same for formulas that differ in the order of terms or factors alone."""
    match tree:
        case Operation(sign="+" | "*" as sign):
            return f"({sign.join(sorted(map(_shape, _terms(tree, sign))))})"
        case Name(name=name):
            return name
        case Number(value=value):
            return repr(value)
        case _:
            own = [
                getattr(tree, mark, "") for mark in ("sign", "function", "unit", "relations", "word", "text")
            ]
            return f"{type(tree).__name__}{own}({','.join(map(_shape, children(tree)))})"


def _terms(tree: Tree, sign: str) -> Iterator[Tree]:
    if isinstance(tree, Operation) and tree.sign == sign:
        yield from _terms(tree.left, sign)
        yield from _terms(tree.right, sign)
    else:
        yield tree
