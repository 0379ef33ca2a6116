"""Names in typed formulas: Greek letters, functions in both traditions, and one spelling for each symbol."""

import re
from typing import Final, Literal

_GREEK: Final = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau "
    "upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega "
)
GREEK: Final = dict(zip(_GREEK.split(), "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩ", strict=True))
GREEK_NAMES: Final = {letter: name for name, letter in GREEK.items()} | {"ς": "sigma"}
_GREEK_SPELLINGS: Final = {"varepsilon": "epsilon", "varphi": "phi", "vartheta": "theta", "lamda": "lambda"}
RUSSIAN_GREEK: Final = {
    "альфа": "alpha", "бета": "beta", "гамма": "gamma", "дельта": "delta", "эпсилон": "epsilon", "эта": "eta",
    "тета": "theta", "лямбда": "lambda", "ламбда": "lambda", "мю": "mu", "ню": "nu", "кси": "xi", "ро": "rho",
    "сигма": "sigma", "тау": "tau", "фи": "phi", "хи": "chi", "пси": "psi", "омега": "omega",
}  # fmt: skip
GREEK_SPELLINGS: Final = _GREEK_SPELLINGS | RUSSIAN_GREEK | {"eps": "epsilon"}
PI_SPELLINGS: Final = frozenset({"Pi", "PI", "пи", "Пи", "п"})
"""What is π where the letters of the task are others."""

_FUNCTIONS: Final = (
    "sin cos tan cot sec csc asin acos atan acot asec acsc atan2 sinh cosh tanh coth sech csch asinh "
    "acosh atanh ln log lg lb exp sqrt cbrt root abs sign min max factorial floor ceil frac"
)
_OTHER_SPELLINGS: Final = (
    "tg=tan ctg=cot cotg=cot cosec=csc arcsin=asin arccos=acos arctan=atan arctg=atan arccot=acot "
    "arcctg=acot arctan2=atan2 arcsec=asec arccsc=acsc sh=sinh ch=cosh th=tanh cth=coth cosech=csch "
    "arcsinh=asinh arsinh=asinh arccosh=acosh arcosh=acosh arctanh=atanh artanh=atanh Abs=abs sgn=sign "
    "Min=min Max=max корень=sqrt "
)
FUNCTIONS: Final = {name: name for name in _FUNCTIONS.split()} | {
    spelling: name for spelling, name in (pair.split("=") for pair in _OTHER_SPELLINGS.split())
}
"""Each spelling that a student may type, and the function that it means."""
INVERSE: Final = {
    "sin": "asin", "cos": "acos", "tan": "atan", "cot": "acot", "sec": "asec", "csc": "acsc", "sinh": "asinh",
    "cosh": "acosh", "tanh": "atanh",
}  # fmt: skip
SEVERAL_ARGUMENTS: Final = frozenset({"atan2", "log", "root", "min", "max"})
ARGUMENTS: Final = {"atan2": (2, 2), "log": (1, 2), "root": (2, 2), "min": (1, 20), "max": (1, 20)}
CONSTANTS: Final[dict[str, Literal["pi", "e", "i", "oo"]]] = {
    "pi": "pi",
    "e": "e",
    "i": "i",
    "j": "i",
    "oo": "oo",
    "infty": "oo",
    "inf": "oo",
    "infinity": "oo",
    "бесконечность": "oo",
    "беск": "oo",
}


def canonical(name: str) -> str:
    """Return the one spelling of a symbol: `μ0`, `mu_0`, `mu_{0}` and `μ₀` are `mu_0`."""
    letters, subscript = _parted(name)
    spelled = "".join(GREEK_NAMES.get(letter, letter) for letter in letters)
    spelled = GREEK_SPELLINGS.get(spelled, spelled)
    return f"{spelled}_{subscript}" if subscript else spelled


def _parted(name: str) -> tuple[str, str]:
    lowered = name.translate(str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789"))
    found = re.fullmatch(r"([^\W\d_]+)_?\{?([^{}]*?)\}?('*)", lowered)
    if found is None:
        return lowered, ""
    subscript = "".join(GREEK_NAMES.get(letter, letter) for letter in found[2])
    return found[1], subscript.replace("_", "").replace(" ", "") + found[3]
