"""Put one formula in the place of another inside a third."""

from variants.grammar.trees import Call, Negation, Operation, Tree, bottom_up


def replaced(tree: Tree, old: Tree, new: Tree) -> Tree:
    """Return the tree with every part that equals `old` replaced by `new`."""
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
