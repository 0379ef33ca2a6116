"""Write a formula anew from its leaves up, each part changed by a rule."""

from collections.abc import Callable

from variants.grammar.trees import Call, Negation, Operation, Tree, bottom_up


def rewritten(tree: Tree, rule: Callable[[Tree], Tree]) -> Tree:
    """Return the tree with the rule applied to every part, whose own parts are changed already."""
    built: dict[int, Tree] = {}
    for node in bottom_up(tree):
        built[id(node)] = rule(_rebuilt(node, built))
    return built[id(tree)]


def _rebuilt(node: Tree, built: dict[int, Tree]) -> Tree:
    match node:
        case Negation(inner):
            return Negation(built[id(inner)])
        case Operation(sign, left, right):
            return Operation(sign, built[id(left)], built[id(right)])
        case Call(function, arguments):
            return Call(function, tuple(built[id(argument)] for argument in arguments))
        case _:
            return node
