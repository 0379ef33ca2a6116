"""A formula of numbers, letters and functions as one would type it, with no bracket too many."""

from variants.formulas.trees import Call, Comparison, Name, Negation, Number, Operation, Tree

_SUM, _PRODUCT, _SIGN, _POWER, _VALUE = 1, 2, 3, 4, 5
_LEVELS = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "^": _POWER}


def write_formula(tree: Tree) -> str:
    """Return the text of an arithmetic formula or an equation; numbers with up to 12 figures."""
    if isinstance(tree, Comparison):
        pairs = zip(("", *tree.relations), tree.items, strict=True)
        return " ".join(f"{relation} {write_formula(item)}".strip() for relation, item in pairs)
    return _write(tree)[0]


def _write(tree: Tree) -> tuple[str, int]:
    match tree:
        case Number(value=value):
            return _number(value)
        case Name(name=name):
            return name, _VALUE
        case Negation(inner=inner):
            return "-" + _at_least(inner, _PRODUCT), _SIGN
        case Call(function=function, arguments=arguments):
            return f"{function}({', '.join(write_formula(argument) for argument in arguments)})", _VALUE
        case Operation():
            return _operation(tree)
        case _:
            raise ValueError(f"{type(tree).__name__} is no arithmetic")


def _operation(tree: Operation) -> tuple[str, int]:
    level = _LEVELS[tree.sign]
    if tree.sign == "^":
        return f"{_at_least(tree.left, _VALUE)}^{_at_least(tree.right, _VALUE)}", level
    left = _at_least(tree.left, level)
    if tree.sign == "+" and isinstance(tree.right, Negation):
        return f"{left} - {_at_least(tree.right.inner, _PRODUCT)}", level
    tight = level + 1 if tree.sign in "-/" else level
    right = _at_least(tree.right, tight)
    if right.startswith("-"):
        right = f"({right})"
    return (f"{left} {tree.sign} {right}" if level == _SUM else f"{left}{tree.sign}{right}"), level


def _at_least(tree: Tree, level: int) -> str:
    text, own = _write(tree)
    return text if own >= level else f"({text})"


def _number(value: float) -> tuple[str, int]:
    sign = "-" if value < 0 else ""
    level = _SIGN if value < 0 else _VALUE
    text = format(abs(value), ".12g")
    if "e" not in text:
        return sign + text, level
    digits, exponent = text.split("e")
    power = f"10^{int(exponent)}" if int(exponent) > 0 else f"10^({int(exponent)})"
    if digits == "1":
        return sign + power, _SIGN if value < 0 else _POWER
    return f"{sign}{digits}*{power}", _PRODUCT
