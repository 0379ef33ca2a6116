"""Cut the body of a notebook into prose and `:::` blocks, keeping the line of everything.

A block opens with `::: slot {id=1 points=2}` and closes with `:::`; inside a code fence nothing is a block.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from variants.problems import Problem
from variants.texts import Text

_OPENING: Final = re.compile(r":::+[ \t]*(?P<word>[\w-]+)[ \t]*(?:\{(?P<settings>[^{}]*)\})?[ \t]*")
_CLOSING: Final = re.compile(r":::+[ \t]*")
_CODE: Final = re.compile(r" {0,3}(?P<mark>`{3,}|~{3,})")
_SETTING: Final = re.compile(r"(?P<name>[\w-]+)=(?P<value>\S+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseLines:
    """Markdown source; `line` is that of its first character."""

    source: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A `:::` block: its word, its settings, and its lines that are not blank, each with its number."""

    word: str
    line: int
    settings: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A body cut into pieces in their order, and what was wrong with its blocks."""

    pieces: tuple[ProseLines | Block, ...]
    problems: tuple[Problem, ...]


def cut_body(text: str, document: str, first_line: int) -> Cut:
    """Cut the body that begins at this line (from 1) of the document."""
    cutter = _Cutter(document)
    for number, line in enumerate(text.split("\n")[first_line - 1 :], start=first_line):
        cutter.take(number, line)
    return cutter.finish()


class _Cutter:
    """Reads line by line; holds what is open at the moment."""

    def __init__(self, document: str) -> None:
        self._document = document
        self._pieces: list[ProseLines | Block] = []
        self._problems: list[Problem] = []
        self._prose: list[tuple[int, str]] = []
        self._block: Block | None = None
        self._code = ""

    def take(self, number: int, line: str) -> None:
        """Take the next line."""
        if self._block is not None:
            self._take_inside(self._block, number, line)
        elif self._in_code(line) or not line.startswith(":::"):
            self._prose.append((number, line))
        else:
            self._open(number, line)

    def finish(self) -> Cut:
        """Return all pieces; a block left open is a problem."""
        if self._block is not None:
            self._say(
                self._block.line,
                Text(
                    en="this block is not closed: add a line `:::`",
                    ru="блок не закрыт: добавьте строку `:::`",
                ),
            )
        self._end_prose()
        return Cut(pieces=tuple(self._pieces), problems=tuple(self._problems))

    def _take_inside(self, block: Block, number: int, line: str) -> None:
        if _CLOSING.fullmatch(line):
            self._pieces.append(block)
            self._block = None
        elif line.startswith(":::"):
            self._say(
                number,
                Text(
                    en=f"the block of line {block.line} is not closed: add a line `:::` before this one",
                    ru=f"блок со строки {block.line} не закрыт: добавьте перед этой строкой `:::`",
                ),
            )
            self._block = None
            self._open(number, line)
        elif line.strip():
            self._block = Block(
                word=block.word,
                line=block.line,
                settings=block.settings,
                lines=(*block.lines, (number, line.strip())),
            )

    def _open(self, number: int, line: str) -> None:
        self._end_prose()
        match = _OPENING.fullmatch(line)
        if match is None:
            self._say(
                number,
                Text(
                    en="a block opens like `::: slot {id=1 points=2}` and closes with `:::`",
                    ru="блок открывается так: `::: slot {id=1 points=2}`, и закрывается строкой `:::`",
                ),
            )
            return
        settings = dict(self._read_settings(number, match["settings"] or ""))
        self._block = Block(word=match["word"], line=number, settings=settings)

    def _read_settings(self, number: int, text: str) -> Iterator[tuple[str, str]]:
        seen = set()
        for word in text.split():
            match = _SETTING.fullmatch(word)
            if match is None or match["name"] in seen:
                self._say(
                    number,
                    Text(
                        en=f"`{word}` is not understood here: settings are `name=value`, each once",
                        ru=f"`{word}` здесь непонятно: параметры пишутся `имя=значение`, каждый один раз",
                    ),
                )
                continue
            seen.add(match["name"])
            yield match["name"], match["value"].strip("\"'")

    def _in_code(self, line: str) -> bool:
        match = _CODE.match(line)
        if self._code:
            if match and match["mark"].startswith(self._code) and not line.strip(" `~"):
                self._code = ""
            return True
        if match:
            self._code = match["mark"]
        return bool(match)

    def _end_prose(self) -> None:
        if any(line.strip() for _, line in self._prose):
            source = "\n".join(line for _, line in self._prose)
            self._pieces.append(ProseLines(source=source, line=self._prose[0][0]))
        self._prose = []

    def _say(self, line: int, message: Text) -> None:
        self._problems.append(Problem(document=self._document, message=message, line=line, column=1))
