"""Resolve words of letters into symbols, functions and constants, by the letters that the key knows.

`mgh` is three symbols, `sinx` is a function and a symbol, `rho` is one symbol, and `R1` is `R_1`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Final

from variants.grammar.letters import CONSTANTS, FUNCTIONS, GREEK, GREEK_NAMES, GREEK_SPELLINGS, canonical
from variants.grammar.tokens import Token, UnreadableFormula
from variants.texts import Text

MAX_WORD: Final = 48
_PREFIXES: Final = frozenset({"Delta"})
_LONGEST: Final = 11
_FUNCTION_NAMES: Final = tuple(name for name in FUNCTIONS if len(name) > 1)


@dataclass(frozen=True, slots=True)
class Letters:
    """The symbols that a formula may have; if `closed`, any other letter is refused."""

    names: frozenset[str] = frozenset()
    closed: bool = False


ANY_LETTERS: Final = Letters()


def letters_of(names: Iterable[str], *, closed: bool = True) -> Letters:
    """Return the letters of these symbols, each under its one spelling."""
    return Letters(frozenset(canonical(name) for name in names), closed)


@lru_cache(maxsize=512)
def glued_names(letters: Letters) -> dict[str, str]:
    """Return the names with a subscript as they are typed without “_”: `Fтр` is `F_тр`.

    A name whose letters are all symbols themselves is left out: `ma` is a product where m and a are known.
    """
    glued = {name.replace("_", "", 1): name for name in letters.names if "_" in name}
    return {
        typed: name
        for typed, name in glued.items()
        if typed.isalpha() and not all(letter in letters.names for letter in typed)
    }


def resolve(tokens: tuple[Token, ...], letters: Letters) -> tuple[Token, ...]:
    """Return the tokens with every word replaced by what it names. Raises UnreadableFormula."""
    resolved: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.kind == "word":
            subscript, index = _subscript(tokens, index + 1, token)
            resolved += _word(token, subscript, letters, bracket=_followed_by_bracket(tokens, index))
        else:
            resolved.append(token)
            index += 1
    return tuple(resolved)


def _followed_by_bracket(tokens: tuple[Token, ...], index: int) -> bool:
    return tokens[index].text in ("(", "{", "[")


def _subscript(tokens: tuple[Token, ...], index: int, word: Token) -> tuple[str, int]:
    """Return the subscript after a word (`_0`, `_{max}`, or digits glued to it) and the token after it."""
    token = tokens[index]
    if (
        token.kind == "number"
        and not token.spaced
        and token.text.isdigit()
        and not _ends_in_function(word.text)
    ):
        return token.text, index + 1
    if token.text != "_":
        return "", index
    if tokens[index + 1].text != "{":
        if tokens[index + 1].kind not in ("word", "number"):
            raise _bad_subscript(token.position)
        return tokens[index + 1].text, index + 2
    end = index + 2
    while tokens[end].kind in ("word", "number") or tokens[end].text in (",", "+", "-", "*"):
        end += 1
    if tokens[end].text != "}" or end == index + 2:
        raise _bad_subscript(token.position)
    return "".join(token.text for token in tokens[index + 2 : end]), end + 1


def _bad_subscript(position: int) -> UnreadableFormula:
    return UnreadableFormula(
        Text(en="A subscript is expected after “_”.", ru="После «_» ожидается нижний индекс."), position
    )


def _ends_in_function(word: str) -> bool:
    return word.endswith(_FUNCTION_NAMES)


def _word(token: Token, subscript: str, letters: Letters, *, bracket: bool) -> list[Token]:
    if token.text == "frac":
        return [replace(token, kind="function")]
    if len(token.text) > MAX_WORD:
        raise _unknown(token.text[:12] + "…", letters, token.position)
    pieces = _segments(token.text, subscript, letters, bracket=bracket)
    if pieces is None:
        raise _unknown(_first_unknown(token.text, subscript, letters), letters, token.position)
    found, position = [], token.position
    for kind, name, length in pieces:
        spaced = token.spaced and position == token.position
        found.append(Token(kind, name, position, spaced))  # type: ignore[arg-type]
        position += length
    if subscript and found[-1].kind == "function":
        found += [Token("sign", "_", position), Token("sign", "(", position)]
        found += [*_base(subscript, position), Token("sign", ")", position)]
    return found


def _base(subscript: str, position: int) -> list[Token]:
    """Return the base of a logarithm as tokens."""
    if subscript.isdigit():
        return [Token("number", subscript, position, value=Fraction(int(subscript)))]
    return [Token("symbol", canonical(subscript), position)]


_Piece = tuple[str, str, int]


@lru_cache(maxsize=2048)
def _segments(word: str, subscript: str, letters: Letters, *, bracket: bool) -> tuple[_Piece, ...] | None:
    """Part a word into known names, longer ones first; None if it can't be done."""
    best: dict[int, tuple[_Piece, ...]] = {len(word): ()}
    for start in range(len(word) - 1, -1, -1):
        for end in range(min(len(word), start + _LONGEST), start, -1):
            if end not in best:
                continue
            last = end == len(word)
            piece = _piece(word[start:end], subscript if last else "", letters, bracket=bracket and last)
            if piece:
                best[start] = (piece, *best[end])
                break
    return best.get(0)


def _piece(typed: str, subscript: str, letters: Letters, *, bracket: bool) -> _Piece | None:
    symbol = canonical(f"{typed}_{subscript}" if subscript else typed)
    length = len(typed)
    if not subscript and typed in glued_names(letters):
        return ("symbol", glued_names(letters)[typed], length)
    if symbol in letters.names:
        return ("symbol", symbol, length)
    if (
        typed in FUNCTIONS
        and (not subscript or typed == "log")
        and (bracket or not _all_letters(typed, letters))
    ):
        return ("function", FUNCTIONS[typed], length)
    if (bracket or length > 2) and not subscript and _is_capitalized_function(typed):
        return ("function", FUNCTIONS[typed.lower()], length)
    constant = GREEK_NAMES.get(typed, typed)
    if constant in CONSTANTS and not subscript:
        return ("constant", CONSTANTS[constant], length)
    if letters.closed or not _may_be_symbol(typed):
        return None
    return ("symbol", symbol, length)


def _is_capitalized_function(typed: str) -> bool:
    """Say whether a name of a function begins with a capital, as phones write it: `Sin`, `Tg`, `Ln`."""
    return typed.istitle() and typed.lower() in FUNCTIONS and len(typed) > 1


def _all_letters(typed: str, letters: Letters) -> bool:
    return all(letter in letters.names for letter in typed)


def _may_be_symbol(typed: str) -> bool:
    """Say whether letters that no key declares are one symbol: a letter, a Greek name, or Delta with one."""
    spelled = canonical(typed)
    if len(typed) == 1 or spelled in GREEK or typed in GREEK_SPELLINGS:
        return True
    for prefix in _PREFIXES:
        rest = spelled.removeprefix(prefix)
        if rest != spelled and (len(rest) == 1 or rest in GREEK):
            return True
    return False


def _first_unknown(word: str, subscript: str, letters: Letters) -> str:
    """Return the part of a word that is nobody's name, for the message."""
    if len(word) > 1:
        for letter in word:
            if _piece(letter, "", letters, bracket=False) is None:
                return word if len(word) < 9 else letter
    return f"{word}_{subscript}" if subscript else word


def _unknown(name: str, letters: Letters, position: int) -> UnreadableFormula:
    if name in FUNCTIONS:
        message = Text(en=f"“{name}” needs an argument.", ru=f"У функции «{name}» нет аргумента.")
        return UnreadableFormula(message, position)
    twin = next((known for known in sorted(letters.names) if known.lower() == name.lower()), "")
    if twin:
        message = Text(
            en=f"“{name}” is not a letter of this task. Did you mean “{twin}”?",
            ru=f"«{name}» — нет такой буквы в задаче. Может быть, «{twin}»?",
        )
    else:
        message = Text(
            en=f"“{name}” is not a letter of this task.", ru=f"«{name}» — нет такой буквы в задаче."
        )
    return UnreadableFormula(message, position)
