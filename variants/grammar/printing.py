"""Print what was typed as a line of text that reads back as the same tree, and in LaTeX.

Products keep their dot and functions their brackets: a reading leaves nothing to guess.
"""

from variants.grammar.printed.latex import latex_of
from variants.grammar.printed.text import text_of
from variants.grammar.trees import Statement
from variants.texts import Language


def print_formula(tree: Statement, language: Language) -> str:
    """Print a tree as one line: `√(2·g·h)`, `v₀·t + a·t²/2`, `0 < x ≤ 2`, `[0; 2) ∪ {5}`."""
    return text_of(tree, language)


def latex_formula(tree: Statement, language: Language) -> str:
    """Print a tree in LaTeX, with no command that `prose.formulas.to_mathml` does not know."""
    return latex_of(tree, language)
