"""Write a formula anew from its leaves up, its parts changed by a rule or one formula put for another."""

from collections.abc import Callable

from variants.grammar.trees import Call, Negation, Operation, Tree, bottom_up


def rewritten(tree: Tree, rule: Callable[[Tree], Tree]) -> Tree:
    """Return the tree with the rule applied to every part, whose own parts are changed already."""
    built: dict[int, Tree] = {}
    for node in bottom_up(tree):
        built[id(node)] = rule(_rebuilt(node, built))
    return built[id(tree)]


def replaced(tree: Tree, old: Tree, new: Tree) -> Tree:
    """Return the tree with every part that equals `old` replaced by `new`; what arises so stays."""
    built: dict[int, Tree] = {}
    for node in bottom_up(tree):
        built[id(node)] = new if node == old else _rebuilt(node, built)
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
