"""Formulas as people write them, turned into the formula language: `v²/2a`, `μmg`, `√(2gh)`, `0,5·m`.

What stands beneath a stroke without a sign belongs together, as books mean it: `v²/2a` is `v^2/(2*a)`.
Nothing is evaluated; what can't be made out is left as it was typed, for the reader of formulas to explain.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from variants.formulas.errors import FormulaRefused
from variants.formulas.reading import FUNCTIONS, KEYWORDS, LONGEST, read_formula
from variants.formulas.trees import names

GREEK: Final = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "η": "eta", "θ": "theta",
    "κ": "kappa", "λ": "lambda", "μ": "mu", "µ": "mu", "ν": "nu", "π": "pi", "ρ": "rho", "σ": "sigma",
    "τ": "tau", "φ": "phi", "ϕ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Δ": "Delta", "Ω": "Omega",
    "Φ": "Phi", "Σ": "Sigma", "Γ": "Gamma", "Г": "Gamma",
}  # fmt: skip
_LATIN: Final = "a b v g d e e zh z i y k l m n o p r s t u f h ts ch sh sch - y - e yu ya"
LATIN: Final = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", _LATIN.split(" "), strict=True))
"""Small Russian letters as names and ids have them."""
INDEXES: Final = "тр|тяж|упр|ср|кин|пот|пол|полн|пар|мин|макс|нач|кон|общ|равн|рез|вн|вод"
"""What schools write beneath a letter, also with a space before it: `F тр`."""
_INDEX: Final = re.compile(rf"([A-Za-zΑ-Ωα-ωµϕ])([а-яё]{{2,6}}|\s(?:{INDEXES}))(?![а-яё])")
_CHANGE: Final = re.compile(r"Δ([A-Za-z])")
_LOOKALIKES: Final = str.maketrans("АВСЕНКМОРТХасеорху", "ABCEHKMOPTXaceopxy")
_RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_LOWERED: Final = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_SIGNS: Final = str.maketrans({"·": "*", "×": "*", "⋅": "*", "−": "-", "–": "-", "÷": "/", ":": "/"})
_RELATIONS: Final = {"≤": "<=", "≥": ">=", "≠": "!=", "≈": "="}
_SCHOOL: Final = {"tg": "tan", "arctg": "atan", "arcsin": "asin", "arccos": "acos", "log": "lg"}
_OPEN: Final = "arcsin|arccos|arctg|sin|cos|tan|tg|ln|lg"
"""Functions that are written without brackets."""
_JOINT: Final = "\x00"
"""Stands around the name of a Greek letter, which began and ended without a space."""
_GAP: Final = r"[\s\x00]*"
_GREEK_NAME: Final = re.compile(rf"([{''.join(GREEK)}])(_?\d+)?")
_TOKEN: Final = re.compile(
    r"(?P<joint>\x00+)|(?P<space>\s+)|(?P<number>\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z_0-9]*(?:\.[A-Za-z_][A-Za-z_0-9]*)*)"
    r"|(?P<word>'[^'\n]*')|(?P<sign>->|<=|>=|!=|.)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    text: str
    spaced: bool


def friendly_name(typed: str) -> str:
    """Return a name as formulas spell it: `μ` is `mu`, `v₀` is `v0`, `Δt` is `dt`, `Fтр` is `F_tr`.

    A Cyrillic look-alike is Latin.
    """
    written = _CHANGE.sub(r"d\1", _INDEX.sub(_with_index, typed.strip()))
    latin = written.translate(_LOOKALIKES).translate(_LOWERED)
    return "".join(GREEK.get(letter, letter) for letter in latin)


def _with_index(found: re.Match[str]) -> str:
    """Return a letter with its index in Latin letters; look-alikes alone are letters of their own."""
    index = found[2].strip()
    if not index.translate(_LOOKALIKES).isascii():
        return f"{found[1]}_{''.join(LATIN[letter] for letter in index)}"
    return found[0]


def friendly_number(typed: str) -> str:
    """Return a number as documents spell it: `2,5` is `2.5`, `9·10^9` is `9e9`."""
    text = typed.strip().translate(_SIGNS).replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    power = re.fullmatch(r"([-+]?\d+(?:[.,]\d+)?)\*10\^?\(?([-+]?\d+)\)?", _unraised(text))
    if power:
        text = f"{power[1]}e{int(power[2])}"
    return text.replace(",", ".") if re.fullmatch(r"[-+]?\d+,\d+(e[-+]?\d+)?", text) else text


def friendly_formula(typed: str, known: Collection[str] = ()) -> str:
    """Return a formula in the language; letters written together are made of `known` names."""
    text = typed.strip()
    if len(text) > LONGEST or not text or _is_readable(text, known):
        return text
    for sign, meaning in _RELATIONS.items():
        text = text.replace(sign, meaning)
    text = _unraised(text.translate(_SIGNS))
    text = _INDEX.sub(lambda found: f"{_JOINT}{_with_index(found)}{_JOINT}", text.replace(_JOINT, ""))
    text = _CHANGE.sub(rf"{_JOINT}d\1", text.translate(_LOWERED))
    text = _GREEK_NAME.sub(_spelled, text)
    text = _with_brackets(_roots(text.translate(_LOOKALIKES)))
    pieces = [piece for found in _pieces(text) for piece in _apart(found, known)]
    written = re.sub(r"\s*([*/^])\s*", r"\1", "".join(_joined(pieces)).strip())
    return re.sub(r"\s+\)", ")", re.sub(r"\(\s+", "(", re.sub(r"\s*,\s*", ", ", written)))


def _is_readable(text: str, known: Collection[str]) -> bool:
    """Say whether the text is a formula of the language as it stands, of known names where any are known."""
    try:
        used = names(read_formula(text))
    except FormulaRefused:
        return False
    return not known or used <= set(known) or not any(len(name) > 1 for name in used - set(known))


def _unraised(text: str) -> str:
    """Write raised digits after `^`: `v²` is `v^2`, `10⁻³` is `10^(-3)`."""

    def lower(found: re.Match[str]) -> str:
        power = found[0].translate(_RAISED)
        return f"^{power}" if power.isdigit() else f"^({power})"

    return re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+", lower, text)


def _spelled(found: re.Match[str]) -> str:
    return f"{_JOINT}{GREEK[found[1]]}{found[2] or ''}{_JOINT}"


def _with_brackets(text: str) -> str:
    """Write functions as formulas have them: `sin α` is `sin(alpha)`, `sin²α` is `sin(alpha)^2`."""
    text = re.sub(rf"\b({_OPEN})\^(\d+){_GAP}\(([^()]*)\)", r"\1(\3)^\2", text)

    def close(found: re.Match[str]) -> str:
        return f"{found[1]}({found[3].strip()}){found[2] or ''}"

    return re.sub(rf"\b({_OPEN})(\^\d+)?{_GAP}(?!\()(\d*[.,]?\d*{_GAP}(?!{_OPEN})[A-Za-z]\w*)", close, text)


def _roots(text: str) -> str:
    text = re.sub(rf"√{_GAP}\(", "sqrt(", text)
    return re.sub(rf"√{_GAP}([A-Za-z_0-9.\x00]+)", r"sqrt(\1)", text)


def _pieces(text: str) -> Iterator[_Piece]:
    spaced = False
    for found in _TOKEN.finditer(text):
        kind, piece = str(found.lastgroup), found[0]
        if kind in ("space", "joint"):
            spaced = spaced or kind == "space"
            continue
        if kind == "number":
            piece = piece.replace(",", ".")
        elif kind == "name":
            piece = _SCHOOL.get(piece, piece)
            called = text[found.end() :].lstrip(" \x00").startswith("(")
            kind = "function" if called and piece in FUNCTIONS else kind
        yield _Piece(kind, piece, spaced)
        spaced = False


def _apart(piece: _Piece, known: Collection[str]) -> list[_Piece]:
    """Take letters written together apart, where each of them is a name: `mg` is m and g."""
    text = piece.text
    if piece.kind != "name" or text in known or text in KEYWORDS or not known:
        return [piece]
    parts: list[str] = []
    while text:
        fitting = [name for name in known if text.startswith(name)]
        if not fitting:
            return [piece]
        parts.append(max(fitting, key=len))
        text = text[len(parts[-1]) :]
    return [_Piece("name", part, piece.spaced if index == 0 else False) for index, part in enumerate(parts)]


def _joined(pieces: list[_Piece]) -> Iterator[str]:
    """Yield the text, with a sign between factors written together, and brackets beneath a stroke."""
    open_at: int | None = None
    depth = 0
    for index, piece in enumerate(pieces):
        before = pieces[index - 1] if index else None
        together = before is not None and _is_product(before, piece)
        goes_on = (together and not piece.spaced) or "^" in (piece.text, before.text if before else "")
        if open_at == depth and not goes_on:
            yield ")"
            open_at = None
        if together:
            yield "*"
        elif piece.spaced:
            yield " "
        if before is not None and before.text == "/" and _opens_product(pieces, index):
            yield "("
            open_at = depth
        depth += (piece.text == "(") - (piece.text == ")")
        yield piece.text
    if open_at is not None:
        yield ")"


def _is_product(before: _Piece, piece: _Piece) -> bool:
    ends = before.kind in ("number", "name", "word") or before.text == ")"
    begins = piece.kind in ("number", "name", "function") or piece.text == "("
    if not (ends and begins) or {before.text, piece.text} & set(KEYWORDS):
        return False
    if piece.text == "(":
        return before.kind == "number" or before.text == ")" or before.text not in FUNCTIONS
    return before.text not in FUNCTIONS


def _opens_product(pieces: list[_Piece], index: int) -> bool:
    """Say whether what begins here, just beneath a stroke, goes on without a sign."""
    if pieces[index].text == "(":
        return False
    at = index
    while at + 2 < len(pieces) and pieces[at + 1].text == "^" and pieces[at + 2].kind != "sign":
        at += 2
    return at + 1 < len(pieces) and not pieces[at + 1].spaced and _is_product(pieces[at], pieces[at + 1])
