"""Cut a repaired formula into a row of tokens, in one pass from left to right."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from variants.grammar.letters import FUNCTIONS, SEVERAL_ARGUMENTS
from variants.grammar.names import Letters, Words, words_of
from variants.grammar.numbers import (
    EXPONENT_PIECE,
    MIXED_PIECE,
    PLAIN_PIECE,
    REPEATING_PIECE,
    Comma,
    read_comma_number,
    read_number,
)
from variants.grammar.tokens import Entry, TokenRow, UnreadableFormula
from variants.grammar.trees import Constant, Symbol
from variants.texts import Language, Text

MAX_TOKENS: Final = 1500
_NOT_AFTER_FUNCTION: Final = "".join(rf"(?<!{name})" for name in sorted(FUNCTIONS) if len(name) > 1)
_WORD_PIECE: Final = (
    r"log(?=_)|(?:arc|a)tan2(?=\s*\()"
    rf"|[^\W\d_]+(?:(?<!log)_(?:\{{[^{{}}]{{1,30}}\}}|\d+|[^\W\d_]+)|(?=\d){_NOT_AFTER_FUNCTION}\d+)?'*"
)
_SINGLE: Final = r"[-+/^()\[\]{}|,;]|\*\*?|[<>=!]=|=[<>]|<>|&&"


def _pattern(exponent: str) -> re.Pattern[str]:
    number = rf"(?=[\d.])(?:{REPEATING_PIECE}|{MIXED_PIECE}|(?:{PLAIN_PIECE}){exponent})"
    return re.compile(rf"{_SINGLE}|{_WORD_PIECE}|\s+|{number}|.", re.DOTALL)


_PIECES: Final = _pattern("")
_PIECES_WITH_EXPONENTS: Final = _pattern(EXPONENT_PIECE)
_SIGNS: Final = {sign: sign for sign in "+-*/^()[]{}|,;=<>!°%√∛∜_±∓∈∉∪∩\\∅ℝ&≈'"} | {
    "**": "^", "<=": "<=", ">=": ">=", "=<": "<=", "=>": ">=", "!=": "!=", "<>": "!=", "==": "=",
    "≤": "<=", "≥": ">=", "≠": "!=", ":": "/", "×": "*", "·": "*", "∧": "and", "∨": "or", "&&": "and",
    "⟨": "<", "⟩": ">",
}  # fmt: skip
_ENDS_OF_VALUES: Final = frozenset({"number", "leaf", ")", "]", "}", "|", "!", "°", "%"})
_OPENING: Final = frozenset({"(", "[", "{"})
_INDEX: Final = re.compile(r"([^\W\d_]+)_?\{?\d(?:,\d)*\}?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a text is read: its language, its letters, whether `2e-3` is a number, whether lists may stand."""

    language: Language
    letters: Letters
    words: Words
    pattern: re.Pattern[str]
    statement: bool


@lru_cache(maxsize=1024)
def manner_of(language: Language, letters: Letters, *, exponents: bool, statement: bool) -> Manner:
    """Return what is worked out once for all texts that are read in the same way."""
    return Manner(
        language=language,
        letters=letters,
        words=words_of(letters, statement=statement),
        pattern=_PIECES_WITH_EXPONENTS if exponents else _PIECES,
        statement=statement,
    )


def cut(text: str, manner: Manner) -> TokenRow:
    """Return the tokens of a text. Raises UnreadableFormula."""
    pieces = manner.pattern.findall(text)
    if len(pieces) > 2 * MAX_TOKENS:
        raise _too_long(0)
    cutter = _Cutter(text, pieces, manner)
    cutter.walk()
    row = cutter.row
    if len(row.kinds) > MAX_TOKENS:
        raise _too_long(row.positions[MAX_TOKENS])
    return row


class _Cutter:
    """Walks over the pieces of a text once and knows which brackets are open."""

    __slots__ = ("_looked_at", "_manner", "_opened", "_pieces", "_text", "row")

    def __init__(self, text: str, pieces: list[str], manner: Manner) -> None:
        self._text = text
        self._manner = manner
        self._pieces = pieces
        self._opened: list[int] = []
        self._looked_at = 0
        self.row = TokenRow(text)

    def walk(self) -> None:
        """Turn the pieces into tokens, from left to right."""
        pieces = self._pieces
        row, position, words = self.row, 0, self._manner.words
        kinds, values, positions = row.kinds, row.values, row.positions
        pieces += ("", "")
        statement = self._manner.statement
        for index, piece in enumerate(pieces):
            kind = _SIGNS.get(piece)
            if kind is not None:
                kinds.append(kind)
                values.append(None)
                positions.append(position)
            elif piece.isspace():
                row.spaced.add(len(kinds))
            elif piece[:1].isalpha():
                following = pieces[index + 1]
                if following == " ":
                    following = pieces[index + 2]
                entries = (words.before_bracket if following in _OPENING else words.plain).get(piece)
                if entries is None or statement:
                    entries = self._word(index, piece, position)
                for kind, value, offset in entries:
                    kinds.append(kind)
                    values.append(value)
                    positions.append(position + offset)
            elif piece:
                self._number_or_stop(index, piece, position)
            position += len(piece)
        row.add("end", None, position)

    def _word(self, index: int, piece: str, position: int) -> tuple[Entry, ...]:
        following = self._following(index)
        if self._manner.statement:
            kind = self._set_word(piece, following)
            if kind:
                return ((kind, None, 0),)
        words = self._manner.words
        entries = words.entries(piece, following) or self._numbered(index, piece)
        if not entries:
            raise words.refusal(piece, position)
        return entries

    def _set_word(self, piece: str, following: str) -> str:
        """Read `U` between brackets as the union of what they hold, and `R` as all real numbers."""
        kinds = self.row.kinds
        before = kinds[-1] if kinds else ""
        if piece in ("U", "u") and before in (")", "]", "}", "[") and following[:1] in ("(", "[", "{", "]"):
            return "∪"
        real = piece == "R" and "R" not in self._manner.letters.names
        return "ℝ" if real and before in ("", "∈") and following in ("", "\\", "∪", "∩") else ""

    def _following(self, index: int) -> str:
        pieces = self._pieces
        index += 1
        if pieces[index].isspace():
            index += 1
        following: str = pieces[index]
        return following

    def _numbered(self, index: int, piece: str) -> tuple[Entry, ...]:
        """Return the letter itself where a list of its values numbers them: `x_1 = 2; x_2 = 3`."""
        found = _INDEX.fullmatch(piece)
        if not (found and self._manner.statement and self._following(index) == "="):
            return ()
        if found[1] not in self._manner.letters.names:
            return ()
        self.row.note(
            Text(
                en=f"The numbers of the values of {found[1]} were left out.",
                ru=f"Номера значений {found[1]} не учтены.",
            )
        )
        return (("leaf", Symbol(found[1]), 0),)

    def _number_or_stop(self, index: int, piece: str, position: int) -> None:
        row = self.row
        if piece == "∞":
            row.add("leaf", Constant("oo"), position)
            return
        after_value = bool(row.kinds) and row.kinds[-1] in _ENDS_OF_VALUES
        if piece[-1].isdigit() or piece[0].isdigit():
            if piece.isdigit() and self._follows_bare_comma(position):
                self._drop_comma()
                read_comma_number(piece, row, position - 1)
                return
            comma: Comma = self._comma(position) if "," in piece else "decimal"
            read_number(piece, row, position, self._manner.language, comma)
        elif piece == "." and after_value and self._following(index)[:1].isalpha():
            row.add("*", None, position)
        else:
            raise _cant_stand(piece, position)

    def _follows_bare_comma(self, position: int) -> bool:
        kinds = self.row.kinds
        if not kinds or kinds[-1] != "," or self.row.positions[-1] != position - 1:
            return False
        return len(kinds) == 1 or kinds[-2] not in _ENDS_OF_VALUES

    def _drop_comma(self) -> None:
        for column in (self.row.kinds, self.row.values, self.row.positions):
            column.pop()

    def _comma(self, position: int) -> Comma:
        """Say what a comma between digits does at this place."""
        if self._manner.language == "ru":
            return "decimal"
        opening = self._innermost_bracket()
        if opening is None:
            bare = self._manner.statement and not _has_relation(self._text)
            return "list" if bare else "decimal"
        before = self.row.kinds[opening - 1] if opening else ""
        name = self.row.values[opening - 1] if opening else None
        if before == "unknown" or (before == "function" and name in SEVERAL_ARGUMENTS):
            return "separator"
        if before == "function" or not self._manner.statement:
            return "decimal"
        return "list"

    def _innermost_bracket(self) -> int | None:
        """Return the index of the bracket that is open here; each token is looked at once."""
        kinds = self.row.kinds
        for index in range(self._looked_at, len(kinds)):
            if kinds[index] in _OPENING:
                self._opened.append(index)
            elif kinds[index] in (")", "]", "}") and self._opened:
                self._opened.pop()
        self._looked_at = len(kinds)
        return self._opened[-1] if self._opened else None


def _has_relation(text: str) -> bool:
    return any(sign in text for sign in "=<>≤≥≠")


def _too_long(position: int) -> UnreadableFormula:
    return UnreadableFormula(Text(en="This formula is too long.", ru="Слишком длинная формула."), position)


def _cant_stand(piece: str, position: int) -> UnreadableFormula:
    return UnreadableFormula(
        Text(en=f"“{piece}” can't stand in a formula.", ru=f"«{piece}» не может стоять в формуле."), position
    )
