"""The names of symbols, functions and constants as they are printed, in text and in LaTeX."""

from functools import lru_cache
from typing import Final

from variants.grammar.letters import GREEK
from variants.texts import Language

CONSTANTS: Final = {"pi": "π", "oo": "∞", "degree": "1°"}
LATEX_CONSTANTS: Final = {"pi": r"\pi", "oo": r"\infty", "degree": r"1^{\circ}"}
RAISED: Final = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
LOWERED: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_NAMES: Final = {"asin": "arcsin", "acos": "arccos", "atan": "arctan", "acot": "arccot"}
_RUSSIAN: Final = {"tan": "tg", "cot": "ctg", "atan": "arctg", "acot": "arcctg"}
_SET_UPRIGHT: Final = (
    "sin cos tan tg cot ctg sec csc arcsin arccos arctan arctg arcctg sinh cosh tanh ln lg log exp min max"
)
_LATEX_FUNCTIONS: Final = frozenset(_SET_UPRIGHT.split())
_KEPT: Final = 4096


@lru_cache(maxsize=_KEPT)
def function_name(function: str, language: Language) -> str:
    """Return the name of a function as books of the language write it."""
    if language == "ru" and function in _RUSSIAN:
        return _RUSSIAN[function]
    return _NAMES.get(function) or symbol_text(function)


@lru_cache(maxsize=_KEPT)
def latex_function(function: str, language: Language) -> str:
    """Return the name of a function in LaTeX; a letter that stands for an unknown one stays a letter."""
    name = function_name(function, language)
    if name in _LATEX_FUNCTIONS:
        return f"\\{name}"
    if len(name.rstrip("'")) > 1 and name.isascii() and name.isalpha():
        return rf"\operatorname{{{name}}}"
    return symbol_latex(function)


@lru_cache(maxsize=_KEPT)
def symbol_text(name: str) -> str:
    """Return a symbol as text: `v₀`, `F_тр`, `T_{max1}`, `Δφ`, `x'`."""
    base, subscript, primes = _parts(name)
    printed = _letters(base)
    if subscript.isdigit() and subscript.isascii():
        return printed + subscript.translate(LOWERED) + primes
    if not subscript:
        return printed + primes
    subscript = GREEK.get(subscript, subscript)
    return f"{printed}_{subscript}{primes}" if subscript.isalpha() else f"{printed}_{{{subscript}}}{primes}"


@lru_cache(maxsize=_KEPT)
def symbol_latex(name: str) -> str:
    """Return a symbol in LaTeX."""
    base, subscript, primes = _parts(name)
    printed = _latex_letters(base)
    if subscript:
        printed += f"_{{{_latex_subscript(subscript)}}}"
    return printed + primes


def _parts(name: str) -> tuple[str, str, str]:
    """Part a name into its letters, its subscript and its primes."""
    bare = name.rstrip("'")
    base, _, subscript = bare.partition("_")
    return base, subscript, name[len(bare) :]


def _letters(base: str) -> str:
    if base in GREEK:
        return GREEK[base]
    rest = base.removeprefix("Delta")
    return "Δ" + GREEK.get(rest, rest) if rest != base else base


def _latex_letters(base: str) -> str:
    if base in GREEK:
        return f"\\{base}"
    rest = base.removeprefix("Delta")
    if rest != base:
        return rf"\Delta {_latex_letters(rest)}"
    if len(base) == 1 and base.isascii():
        return base
    return rf"\mathrm{{{base}}}" if base.isascii() else rf"\text{{{base}}}"


def _latex_subscript(subscript: str) -> str:
    if subscript in GREEK:
        return f"\\{subscript}"
    single = len(subscript) == 1 and subscript.isascii()
    return subscript if single or subscript.isdigit() else rf"\text{{{subscript}}}"
