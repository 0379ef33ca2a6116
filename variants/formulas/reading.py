"""The author's formula language: text to tree and back, with bounds before any work.

`+ - * / ^`, chained comparisons, `and or not`, `if … then … else …`, words in single quotes, functions,
`(x in cm)`, `(x read as K)` and arrows between substances. Names may have a column after a dot.
"""

import re
from dataclasses import dataclass
from typing import Final, cast

from variants.formulas.errors import FormulaRefused
from variants.formulas.suggestions import with_suggestion
from variants.formulas.trees import (
    Arrow,
    Branch,
    Call,
    Comparison,
    InUnit,
    Logic,
    Name,
    Negation,
    Not,
    Number,
    Operation,
    ReadAs,
    Relation,
    Sign,
    Tree,
    Word,
)
from variants.texts import Text

LONGEST: Final = 1000
MOST_TOKENS: Final = 300
DEEPEST: Final = 40

FUNCTIONS: Final[dict[str, tuple[int, int]]] = {
    **dict.fromkeys(("sqrt", "abs", "sign", "floor", "round", "exp", "ln", "lg"), (1, 1)),
    **dict.fromkeys(("sin", "cos", "tan", "asin", "acos", "atan"), (1, 1)),
    **dict.fromkeys(("sum", "mean", "count", "first", "last"), (1, 1)),
    **dict.fromkeys(("min", "max"), (1, 20)),
    **dict.fromkeys(("slope", "intercept", "derivative"), (2, 2)),
    "at": (3, 3),
    **dict.fromkeys(("molar_mass", "charge", "solubility", "balance", "ionic", "net_ionic"), (1, 1)),
    **dict.fromkeys(("salt", "coefficient"), (2, 2)),
    "atoms": (1, 2),
}
KEYWORDS: Final = ("and", "or", "not", "if", "then", "else", "in", "read")

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<name>[A-Za-zΑ-ω_][A-Za-zΑ-ω_0-9]*(?:\.[A-Za-zΑ-ω_][A-Za-zΑ-ω_0-9]*)*)"
    r"|'(?P<word>[^'\n]*)'"
    r"|(?P<sign>->|<=|>=|!=|[-+*/^()=<>,]))"
)
_INSTEAD = {
    "·": "*",
    "×": "*",
    "−": "-",
    "–": "-",
    "÷": "/",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "→": "->",
    '"': "'",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


def read_formula(text: str) -> Tree:
    """Read a formula. Raises FormulaRefused with an offset in the text."""
    if len(text) > LONGEST:
        raise FormulaRefused(
            Text(
                en=f"the formula is longer than {LONGEST} characters", ru=f"формула длиннее {LONGEST} знаков"
            )
        )
    reader = _Reader(text)
    tree = reader.arrow()
    reader.finish()
    return tree


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    position = 0
    while text[position:].strip():
        match = _TOKEN.match(text, position)
        if match is None:
            position += len(text[position:]) - len(text[position:].lstrip())
            found.append(_Token(kind="strange", text=text[position], start=position, end=position + 1))
            position += 1
            continue
        kind = cast(str, match.lastgroup)
        start = match.start(kind) - (kind == "word")
        found.append(_Token(kind=kind, text=match.group(kind), start=start, end=match.end()))
        position = match.end()
    if len(found) > MOST_TOKENS:
        raise FormulaRefused(Text(en="the formula is too long", ru="формула слишком длинная"))
    found.append(_Token(kind="end", text="", start=len(text), end=len(text)))
    return found


def _strange_character(character: str, position: int) -> FormulaRefused:
    if character == "'":
        message = Text(en="this quote is never closed", ru="эта кавычка не закрыта")
    elif character in _INSTEAD:
        message = Text(
            en=f"write `{_INSTEAD[character]}` instead of `{character}`",
            ru=f"вместо `{character}` пишите `{_INSTEAD[character]}`",
        )
    elif "а" <= character.lower() <= "я" or character.lower() == "ё":
        message = Text(
            en=f"`{character}` is a Cyrillic letter; names are written in Latin letters",
            ru=f"`{character}` — русская буква; имена пишутся латинскими буквами",
        )
    else:
        message = Text(
            en=f"`{character}` has no meaning in a formula",
            ru=f"знак `{character}` в формуле не имеет смысла",
        )
    return FormulaRefused(message, position)


class _Reader:
    """Recursive descent, one method a level of precedence."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._all = _tokens(text)
        self._index = 0
        self._depth = 0

    @property
    def _next(self) -> _Token:
        return self._all[self._index]

    def _take(self) -> _Token:
        token = self._all[self._index]
        self._index += 1
        return token

    def _sees(self, *texts: str) -> bool:
        return self._next.kind in ("sign", "name") and self._next.text in texts

    def _expect(self, text: str) -> None:
        if not self._sees(text):
            raise self._unexpected(f"`{text}`", f"`{text}`")
        self._take()

    def _unexpected(self, wanted_en: str, wanted_ru: str) -> FormulaRefused:
        token = self._next
        if token.kind == "strange":
            return _strange_character(token.text, token.start)
        if token.kind == "end":
            message = Text(
                en=f"the formula ends where {wanted_en} is expected",
                ru=f"формула кончается там, где ожидается {wanted_ru}",
            )
        else:
            shown = f"'{token.text}'" if token.kind == "word" else token.text
            message = Text(
                en=f"{wanted_en} is expected before `{shown}`", ru=f"перед `{shown}` ожидается {wanted_ru}"
            )
        return FormulaRefused(message, token.start)

    def finish(self) -> None:
        """Refuse whatever stands after the formula."""
        token = self._next
        if token.kind == "end":
            return
        if token.text == "," and token.kind == "sign":
            raise FormulaRefused(
                Text(
                    en="a comma has no place here; write decimals with a point",
                    ru="запятая здесь лишняя; дробную часть отделяйте точкой",
                ),
                token.start,
            )
        raise self._unexpected("an operator", "знак действия")

    def arrow(self) -> Tree:
        left = self._branch()
        if not self._sees("->"):
            return left
        position = self._take().start
        return Arrow(left=left, right=self._branch(), position=position)

    def _branch(self) -> Tree:
        self._depth += 1
        if self._depth > DEEPEST:
            raise FormulaRefused(
                Text(en="the formula is nested too deep", ru="слишком глубокая вложенность формулы"),
                self._next.start,
            )
        tree = self._conditional() if self._sees("if") else self._logic(("or", "and"))
        self._depth -= 1
        return tree

    def _conditional(self) -> Tree:
        position = self._take().start
        condition = self._branch()
        self._expect("then")
        yes = self._branch()
        self._expect("else")
        return Branch(condition=condition, yes=yes, no=self._branch(), position=position)

    def _logic(self, words: tuple[str, ...]) -> Tree:
        if not words:
            return self._negated()
        left = self._logic(words[1:])
        while self._sees(words[0]):
            token = self._take()
            word = "and" if token.text == "and" else "or"
            left = Logic(word=word, left=left, right=self._logic(words[1:]), position=token.start)  # type: ignore[arg-type]
        return left

    def _negated(self) -> Tree:
        turns: list[int] = []
        while self._sees("not"):
            turns.append(self._take().start)
        tree = self._comparison()
        return Not(inner=tree, position=turns[0]) if len(turns) % 2 else tree

    def _comparison(self) -> Tree:
        position = self._next.start
        items, relations = [self._sum()], []
        while self._sees("=", "!=", "<", "<=", ">", ">="):
            relations.append(cast(Relation, self._take().text))
            items.append(self._sum())
        if not relations:
            return items[0]
        return Comparison(relations=tuple(relations), items=tuple(items), position=position)

    def _sum(self) -> Tree:
        left = self._product()
        while self._sees("+", "-"):
            token = self._take()
            left = Operation(
                sign=cast(Sign, token.text), left=left, right=self._product(), position=token.start
            )
        return left

    def _product(self) -> Tree:
        left = self._signed()
        while self._sees("*", "/"):
            token = self._take()
            left = Operation(
                sign=cast(Sign, token.text), left=left, right=self._signed(), position=token.start
            )
        return left

    def _signed(self) -> Tree:
        minuses: list[int] = []
        while self._sees("-", "+"):
            token = self._take()
            if token.text == "-":
                minuses.append(token.start)
        tree = self._power()
        return Negation(inner=tree, position=minuses[0]) if len(minuses) % 2 else tree

    def _power(self) -> Tree:
        left = self._primary()
        if not self._sees("^"):
            return left
        position = self._take().start
        self._depth += 1
        if self._depth > DEEPEST:
            raise FormulaRefused(
                Text(en="the formula is nested too deep", ru="слишком глубокая вложенность формулы"), position
            )
        right = self._signed()
        self._depth -= 1
        return Operation(sign="^", left=left, right=right, position=position)

    def _primary(self) -> Tree:
        token = self._next
        if token.kind == "number":
            return self._number()
        if token.kind == "word":
            self._take()
            return Word(text=token.text, position=token.start)
        if token.kind == "name" and token.text not in KEYWORDS:
            self._take()
            return self._call(token) if self._sees("(") else Name(name=token.text, position=token.start)
        if self._sees("("):
            return self._parenthesis()
        if self._sees("if"):
            return self._branch()
        raise self._unexpected("a value", "значение")

    def _number(self) -> Tree:
        token = self._take()
        value = float(token.text)
        if value == float("inf"):
            raise FormulaRefused(
                Text(en="this number is too large", ru="это число слишком велико"), token.start
            )
        return Number(value=value, text=token.text, position=token.start)

    def _call(self, name: _Token) -> Tree:
        if name.text not in FUNCTIONS:
            message = Text(en=f"there is no function `{name.text}`", ru=f"нет функции `{name.text}`")
            raise FormulaRefused(with_suggestion(message, name.text, FUNCTIONS), name.start)
        self._take()
        arguments = [self.arrow()]
        while self._sees(","):
            self._take()
            arguments.append(self.arrow())
        self._expect(")")
        least, most = FUNCTIONS[name.text]
        if not least <= len(arguments) <= most:
            raise FormulaRefused(
                Text(
                    en=f"`{name.text}` takes {least} values, not {len(arguments)}",
                    ru=f"число значений у `{name.text}` — {least}, а не {len(arguments)}",
                ),
                name.start,
            )
        return Call(function=name.text, arguments=tuple(arguments), position=name.start)

    def _parenthesis(self) -> Tree:
        opening = self._take()
        inner = self.arrow()
        if self._sees("in"):
            self._take()
            return InUnit(inner=inner, unit=self._unit(opening), position=opening.start)
        if self._sees("read"):
            self._take()
            self._expect("as")
            return ReadAs(inner=inner, unit=self._unit(opening), position=opening.start)
        self._expect(")")
        return inner

    def _unit(self, opening: _Token) -> str:
        """Take the text of a unit up to the parenthesis that closes the conversion."""
        start = self._all[self._index - 1].end
        depth = 1
        for offset in range(start, len(self._text)):
            depth += (self._text[offset] == "(") - (self._text[offset] == ")")
            if depth == 0:
                while self._next.start <= offset and self._next.kind != "end":
                    self._take()
                return self._text[start:offset].strip()
        raise FormulaRefused(
            Text(en="this bracket is never closed", ru="эта скобка не закрыта"), opening.start
        )
