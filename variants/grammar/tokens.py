"""Cut a repaired formula into tokens; LaTeX commands become the plain signs that they stand for."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from variants.grammar.letters import FUNCTIONS, GREEK, GREEK_SPELLINGS
from variants.texts import Language, Text

TokenKind = Literal["number", "word", "sign", "symbol", "constant", "function", "end"]
MAX_DIGITS: Final = 60
MAX_TOKENS: Final = 1500
_TOKEN: Final = re.compile(
    r"(?P<space>\s+|\\[,;:! ]|\\q?quad|\\displaystyle|\\limits|\\left(?![a-z])|\\right(?![a-z])|[$~])"
    r"|(?P<number>\d+(?:[.,]\d+)?|\.\d+)"
    r"|(?P<command>\\[A-Za-z]+)"
    r"|(?P<word>(?:arc|a)tan2(?=\s*\()|[^\W\d_]+)"
    r"|(?P<sign><=|>=|!=|[-+*/^()\[\]{}|,;=<>!°√∛_:]|(?<=[\w)])\s*\.(?=\s*[^\W\d_]))"
)
_MIXED: Final = re.compile(r"(?<![\d.,^])(\d{1,9}) +(\d{1,9})/(\d{1,9})(?![\d.,^])")
_EXPONENT: Final = re.compile(r"[eE]([+-]?\d{1,4})(?![\d.])")
_COMMANDS: Final = {
    "cdot": "*", "times": "*", "ast": "*", "div": "/", "le": "<=", "leq": "<=", "ge": ">=", "geq": ">=",
    "ne": "!=", "lbrack": "[", "rbrack": "]", "lvert": "|", "rvert": "|", "vert": "|", "degree": "°",
    "circ": "°",
}  # fmt: skip
_SAME_SIGN: Final = {":": "/", ".": "*"}
_BARE_TEXT: Final = frozenset(
    {"mathrm", "text", "textrm", "mathit", "operatorname", "rm", "mathbf", "vec", "bar"}
)


class UnreadableFormula(Exception):
    """A formula can't be read; says why, and at which position of the text."""

    def __init__(self, message: Text, position: int = 0) -> None:
        self.message = message
        self.position = position
        super().__init__(message.in_language("en"))


@dataclass(frozen=True, slots=True)
class Token:
    """A number, a word of letters (later what it names), a sign or the end; `spaced` after a space."""

    kind: TokenKind
    text: str
    position: int
    spaced: bool = False
    value: Fraction = Fraction(0)


def tokenize(text: str, language: Language, *, exponents: bool = True) -> tuple[Token, ...]:
    """Return the tokens of a text; `2e-3` is one number if `exponents`. Raises UnreadableFormula."""
    tokens: list[Token] = []
    position, spaced = 0, False
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None:
            raise _unexpected(text[position], position)
        end = found.end()
        if found["space"]:
            spaced = True
        elif found["number"]:
            value, end = _number(text, found, language, exponents=exponents)
            tokens.append(Token("number", text[position:end], position, spaced, value))
        else:
            tokens += _word_or_sign(found, position, spaced=spaced)
        spaced = bool(found["space"])
        position = end
        if len(tokens) > MAX_TOKENS:
            raise UnreadableFormula(
                Text(en="This formula is too long.", ru="Слишком длинная формула."), position
            )
    return (*tokens, Token("end", "", len(text), spaced))


def _word_or_sign(found: re.Match[str], position: int, *, spaced: bool) -> list[Token]:
    if found["word"]:
        return [Token("word", found["word"], position, spaced)]
    if found["sign"]:
        sign = found["sign"].strip()
        return [Token("sign", _SAME_SIGN.get(sign, sign), position, spaced)]
    name = found["command"][1:]
    if name in _BARE_TEXT:
        return []
    if name in _COMMANDS:
        return [Token("sign", _COMMANDS[name], position, spaced)]
    name = GREEK_SPELLINGS.get(name, name)
    if name in GREEK or name in FUNCTIONS or name in ("frac", "dfrac", "tfrac", "infty"):
        return [Token("word", "frac" if name.endswith("frac") else name, position, spaced=True)]
    raise _unexpected(found["command"], position)


def _number(text: str, found: re.Match[str], language: Language, *, exponents: bool) -> tuple[Fraction, int]:
    digits, end = found["number"], found.end()
    if "," in digits and _comma_parts_arguments(text, found, language):
        digits = digits.split(",")[0]
        end = found.start() + len(digits)
    if len(digits) > MAX_DIGITS:
        raise UnreadableFormula(
            Text(en="This number is too long.", ru="Слишком длинное число."), found.start()
        )
    mixed = _MIXED.match(text, found.start())
    if mixed and 0 < int(mixed[2]) < int(mixed[3]):
        return int(mixed[1]) + Fraction(int(mixed[2]), int(mixed[3])), mixed.end()
    value = Fraction(digits.replace(",", "."))
    power = _EXPONENT.match(text, end) if exponents else None
    if power is None or abs(int(power[1])) > 300:
        return value, end
    return value * Fraction(10) ** int(power[1]), power.end()


def _comma_parts_arguments(text: str, found: re.Match[str], language: Language) -> bool:
    """Say whether a comma between digits parts arguments: inside the brackets of a function of several."""
    before = text[: found.start()]
    opened = re.search(r"(?:max|min|log|root|atan2|arctan2)\s*\([^()]*$", before, re.IGNORECASE)
    return opened is not None and language == "en"


def _unexpected(what: str, position: int) -> UnreadableFormula:
    return UnreadableFormula(
        Text(en=f"“{what}” can't stand in a formula.", ru=f"«{what}» не может стоять в формуле."), position
    )
