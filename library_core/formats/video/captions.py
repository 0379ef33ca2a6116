"""Captions in WebVTT, read strictly: what a browser would drop silently is a problem with its line.

The grammar is that of https://www.w3.org/TR/webvtt1/ without what needs a program to show it: regions and
styles are refused, settings of cues and tags in them are kept.
"""

import re
from dataclasses import dataclass
from html import unescape
from typing import Final

from variants.problems import DocumentRefused, Problem
from variants.texts import Text

MOST_BYTES: Final = 4 << 20
MOST_CUES: Final = 20_000
_TIME: Final = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING: Final = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t]+.*)?")
_TAG: Final = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """What is said from `begin` to `end`, in milliseconds."""

    begin: int
    end: int
    text: str


def read_captions(content: str, document: str) -> tuple[Cue, ...]:
    """Return the cues in order of time. Raises DocumentRefused."""
    lines = content.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}").replace("\r\n", "\n").split("\n")
    reader = _Reader(document)
    if re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]) is None:
        reader.say(1, "the file does not begin with `WEBVTT`", "файл не начинается с `WEBVTT`")
    for first, block in _blocks(lines):
        reader.take(first, block)
    if not reader.cues and not reader.problems:
        reader.say(1, "there is no caption in the file", "в файле нет ни одной реплики")
    if reader.problems:
        raise DocumentRefused(reader.problems)
    return tuple(reader.cues)


def _blocks(lines: list[str]) -> list[tuple[int, list[str]]]:
    """Return the blocks between empty lines after the head, each with the number of its first line."""
    blocks: list[tuple[int, list[str]]] = []
    is_open = False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            is_open = False
        elif is_open:
            blocks[-1][1].append(line)
        else:
            blocks.append((number, [line]))
            is_open = True
    return blocks[1:] if blocks and blocks[0][0] == 1 else blocks


class _Reader:
    """Takes blocks, and keeps cues and problems."""

    def __init__(self, document: str) -> None:
        self._document = document
        self.cues: list[Cue] = []
        self.problems: list[Problem] = []

    def say(self, line: int, en: str, ru: str) -> None:
        self.problems.append(
            Problem(document=self._document, message=Text(en=en, ru=ru), line=line, column=1)
        )

    def take(self, first: int, block: list[str]) -> None:
        if block[0].startswith("NOTE"):
            return
        if block[0].strip() in {"STYLE", "REGION"}:
            self.say(first, "styles and regions are not used here", "стили и области здесь не используются")
            return
        at = 0 if "-->" in block[0] else 1
        if at >= len(block):
            self.say(first, "a caption needs a line of times", "у реплики нет строки со временем")
            return
        self._cue(first + at, block[at], block[at + 1 :])

    def _cue(self, line: int, timing: str, words: list[str]) -> None:
        found = _TIMING.fullmatch(timing.strip())
        if found is None:
            self.say(
                line,
                "times are written like 00:01.000 --> 00:04.000",
                "время записывается так: 00:01.000 --> 00:04.000",
            )
            return
        begin, end = _milliseconds(found.groups()[:4]), _milliseconds(found.groups()[4:])
        text = " ".join(unescape(_TAG.sub("", " ".join(words))).split())
        if end <= begin:
            self.say(
                line, "the caption ends before it begins", "реплика заканчивается раньше, чем начинается"
            )
        elif self.cues and begin < self.cues[-1].begin:
            self.say(line, "the caption begins before the one above", "реплика начинается раньше предыдущей")
        elif not text:
            self.say(line, "the caption has no words", "в реплике нет слов")
        elif len(self.cues) >= MOST_CUES:
            self.say(line, f"more than {MOST_CUES} captions", f"реплик больше {MOST_CUES}")
        else:
            self.cues.append(Cue(begin=begin, end=end, text=text))


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
