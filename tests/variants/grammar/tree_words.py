"""Write trees in plain words for the fixtures of the grammar, apart from how they are printed for people."""

from pathlib import Path
from typing import Final

from variants.grammar.names import Letters, letters_of
from variants.grammar.trees import (
    Call,
    Comparison,
    Connective,
    Constant,
    Listing,
    Membership,
    Negation,
    Number,
    Operation,
    SetOperation,
    Statement,
    Symbol,
)

_FOLDER: Final = Path(__file__).parent / "fixtures"
_NAMES: Final = "x y z m g h mu epsilon_0 v_0 t v_max Deltat a b c F_тр η_кпд alpha R C x'"
LETTERS: Final[Letters] = letters_of(_NAMES.split(), functions=["f"])
UNKNOWNS: Final[Letters] = letters_of(["x", "y"])


def grammar_cases(name: str) -> list[list[str]]:
    """Return the fields of each case in a file of fixtures."""
    lines = (_FOLDER / name).read_text(encoding="utf-8").split("\n")
    return [line.split(" | ") for line in lines if line.strip() and not line.startswith("#")]


def in_words(tree: Statement) -> str:
    """Write a tree with brackets around all but rows of products and sums."""
    match tree:
        case Number(value):
            return str(value)
        case Symbol(name) | Constant(name):
            return name
        case Negation(inner):
            return f"(-{in_words(inner)})"
        case Operation("*", left, right):
            return f"{_factor(left)}·{_factor(right)}"
        case Operation("+" | "-" as sign, left, right):
            return f"{in_words(left)}{sign}{in_words(right)}"
        case Operation(sign, left, right):
            return f"({_factor(left)}{sign}{_below(right)})"
        case Call(function, arguments):
            return f"{function}({'; '.join(map(in_words, arguments))})"
        case _:
            return _statement(tree)


def _factor(tree: Statement) -> str:
    written = in_words(tree)
    return f"({written})" if isinstance(tree, Operation) and tree.sign in "+-" else written


def _below(tree: Statement) -> str:
    written = in_words(tree)
    return f"({written})" if isinstance(tree, Operation) and tree.sign in "+-*" else written


def _statement(tree: Statement) -> str:
    match tree:
        case Comparison(relation, left, right):
            return f"[{in_words(left)} {relation} {in_words(right)}]"
        case Connective(word, parts):
            written = [in_words(part) for part in parts]
            return f" {word} ".join(
                f"({text})" if isinstance(part, Connective) else text
                for part, text in zip(parts, written, strict=True)
            )
        case Membership(member, container):
            return f"{in_words(member)} in {in_words(container)}"
        case Listing(opening, items, closing):
            joint = "; " if opening else " ; "
            return opening + joint.join(map(in_words, items)) + closing
        case SetOperation(sign, left, right):
            return f"{in_words(left)} {sign} {in_words(right)}"
        case _:
            raise ValueError(f"{tree!r} is no statement")
