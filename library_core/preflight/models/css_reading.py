"""Read a style sheet as EPUBCheck does: which pieces can't stand where they are; properties as they come.

After a mistake reading goes on behind the block it stands in, so one sheet may have several.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from library_core.preflight.models.css_tokens import Token, UnfinishedToken, tokens_of

END: Final = Token("end", "", -1)
SKIPPED: Final = ("blank", "cdo")
NEVER_IN_VALUE: Final = ("at", "cdo")


class Misplaced(Exception):
    """A piece of the sheet stands where it can't."""

    def __init__(self, token: Token) -> None:
        self.token = token
        super().__init__(token.text)


@dataclass(slots=True)
class Sheet:
    """What was read: properties (name, place), faces of fonts without any, mistakes (piece, place)."""

    properties: list[tuple[str, int]] = field(default_factory=list)
    empty_faces: list[int] = field(default_factory=list)
    mistakes: list[tuple[str, int]] = field(default_factory=list)


class SheetReader:
    """Reads one sheet or the declarations of one `style` attribute."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(self._scanned())
        self._place = 0
        self.sheet = Sheet()
        if self._unfinished is not None:
            self.sheet.mistakes.append((text[self._unfinished : self._unfinished + 20], self._unfinished))

    _unfinished: int | None = None

    def _scanned(self) -> Iterator[Token]:
        try:
            yield from tokens_of(self._text)
        except UnfinishedToken as unfinished:
            self._unfinished = unfinished.start

    def read_sheet(self) -> Sheet:
        """Return what the sheet holds."""
        while self._skip(SKIPPED).kind != "end":
            self._rule_or_recover()
        return self.sheet

    def read_declarations(self) -> Sheet:
        """Return what a `style` attribute holds."""
        try:
            while (token := self._skip()).kind != "end":
                if token.text == ";":
                    self._next()
                else:
                    self._declaration(is_attribute=True)
        except Misplaced as mistake:
            self._note(mistake)
        return self.sheet

    def _peek(self) -> Token:
        return self._tokens[self._place] if self._place < len(self._tokens) else END

    def _next(self) -> Token:
        token = self._peek()
        self._place += 1
        return token

    def _skip(self, kinds: tuple[str, ...] = ("blank",)) -> Token:
        while self._peek().kind in kinds:
            self._place += 1
        return self._peek()

    def _note(self, mistake: Misplaced) -> None:
        token = mistake.token
        self.sheet.mistakes.append((token.text, token.start if token.start >= 0 else len(self._text)))

    def _rule_or_recover(self) -> None:
        begin = self._place
        try:
            self._rule()
        except Misplaced as mistake:
            self._note(mistake)
            self._place = max(self._place, begin + 1)
            self._leave_block()

    def _leave_block(self) -> None:
        while self._peek().kind != "end" and self._next().text != "}":
            pass

    def _rule(self) -> None:
        if self._peek().kind == "at":
            self._at_rule(self._next())
            return
        self._selectors()
        self._declarations()

    def _at_rule(self, at: Token) -> None:
        is_face = at.text.lower() == "@font-face"
        while (token := self._next()).text not in (";", "{"):
            if token.kind == "end":
                if is_face:
                    self.sheet.empty_faces.append(at.start)
                raise Misplaced(token)
        if token.text == ";":
            return
        before = len(self.sheet.properties)
        if self._has_rules():
            self._rules()
        else:
            self._declarations()
        if is_face and len(self.sheet.properties) == before:
            self.sheet.empty_faces.append(at.start)

    def _has_rules(self) -> bool:
        for token in self._tokens[self._place :]:
            if token.text in ("{", ";", "}"):
                return token.text == "{"
        return False

    def _rules(self) -> None:
        while self._skip(SKIPPED).text != "}":
            if self._peek().kind == "end":
                raise Misplaced(END)
            self._rule_or_recover()
        self._next()

    def _declarations(self) -> None:
        while (token := self._skip()).text != "}":
            if token.kind == "end":
                raise Misplaced(token)
            self._declaration(is_attribute=False)
        self._next()

    def _declaration(self, *, is_attribute: bool) -> None:
        name = self._next()
        if name.kind != "name":
            raise Misplaced(name)
        if self._skip().text != ":":
            raise Misplaced(self._peek())
        self._next()
        first = self._skip()
        if first.text in (";", "}") or first.kind in ("important", "end"):
            raise Misplaced(first)
        while (token := self._peek()).text not in (";", "}"):
            if token.kind == "end" and is_attribute:
                break
            self._value(self._next())
        self.sheet.properties.append((name.text, name.start))
        if self._peek().text == ";":
            self._next()

    def _value(self, token: Token) -> None:
        if token.kind == "end" or token.text == "{" or token.kind in NEVER_IN_VALUE:
            raise Misplaced(token)
        closing = ")" if token.kind == "function" else {"[": "]"}.get(token.text)
        if closing is not None:
            while (inner := self._next()).text != closing:
                if inner.text in (";", "}"):
                    raise Misplaced(inner)
                self._value(inner)

    def _selectors(self) -> None:
        while True:
            self._selector()
            token = self._next()
            if token.text == "{":
                return
            if token.text != ",":
                raise Misplaced(token)
            self._skip()

    def _selector(self) -> None:
        self._compound()
        while True:
            had_blank = self._peek().kind == "blank"
            token = self._skip()
            if token.text in ("{", ","):
                return
            if token.text in (">", "+", "~"):
                self._next()
                self._skip()
            elif not had_blank:
                raise Misplaced(token)
            self._compound()

    def _compound(self) -> None:
        count = self._type_name()
        while self._simple():
            count += 1
        if not count:
            raise Misplaced(self._peek())

    def _type_name(self) -> int:
        token = self._peek()
        is_percent = token.kind == "number" and token.text.endswith("%")
        count = 0
        if token.kind == "name" or token.text == "*" or is_percent:
            self._next()
            count = 1
        if self._peek().text == "|":
            self._next()
            named = self._next()
            if named.kind != "name" and named.text != "*":
                raise Misplaced(named)
            count = 1
        return count

    def _simple(self) -> bool:
        token = self._peek()
        if token.kind in ("hash", "class"):
            self._next()
        elif token.text == "[":
            self._attribute()
        elif token.text == ":":
            self._pseudo()
        else:
            return False
        return True

    def _attribute(self) -> None:
        self._next()
        self._skip()
        if not self._type_name():
            raise Misplaced(self._peek())
        token = self._skip()
        if token.kind == "match" or token.text == "=":
            self._next()
            value = self._skip()
            if value.kind not in ("name", "string"):
                raise Misplaced(value)
            self._next()
            token = self._skip()
        if token.text != "]":
            raise Misplaced(token)
        self._next()

    def _pseudo(self) -> None:
        self._next()
        if self._peek().text == ":":
            self._next()
        token = self._next()
        if token.kind == "name":
            return
        if token.kind != "function":
            raise Misplaced(token)
        name = token.text.lower()
        if name == ":not(" or (name == "not(" and self._skip().text == ")"):
            raise Misplaced(self._peek())
        self._arguments(refuses=("class", "hash") if name.startswith("nth-") else ())

    def _arguments(self, *, refuses: tuple[str, ...]) -> None:
        depth = 1
        while depth:
            token = self._next()
            if token.kind == "end" or token.text in ("{", "}", ";") or token.kind in refuses:
                raise Misplaced(token)
            if token.kind == "function" or token.text == "(":
                depth += 1
            elif token.text == ")":
                depth -= 1
