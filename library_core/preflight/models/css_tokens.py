"""Cut a style sheet into tokens (CSS 2.1, section 4.1.1), each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

ESCAPE: Final = r"\\(?:[0-9a-fA-F]{1,6}(?:\r\n|[ \t\r\n\f])?|[^\r\n\f0-9a-fA-F])"
NAME_SIGN: Final = rf"(?:[A-Za-z0-9_\-]|[^\x00-\x7f]|{ESCAPE})"
NAME: Final = rf"(?:--|-?(?:[A-Za-z_]|[^\x00-\x7f]|{ESCAPE})){NAME_SIGN}*"
INSIDE_STRING: Final = r"\\(?:\r\n|[\s\S])|[^\\\n\r\f"
STRING: Final = rf"\"(?:{INSIDE_STRING}\"])*\"|'(?:{INSIDE_STRING}'])*'"
TOKENS: Final = re.compile(
    "|".join(
        f"(?P<{kind}>{pattern})"
        for kind, pattern in {
            "blank": r"[ \t\r\n\f]+",
            "comment": r"/\*[\s\S]*?\*/",
            "cdo": r"<!--|-->",
            "url": rf"(?i:url)\([ \t\r\n\f]*(?:(?:{STRING})[ \t\r\n\f]*|[^)\s\"'](?:[^)\\]|{ESCAPE})*)\)",
            "string": STRING,
            "at": f"@{NAME}",
            "hash": f"#{NAME_SIGN}+",
            "number": rf"[+\-]?(?:[0-9]+\.[0-9]+|\.[0-9]+|[0-9]+)(?:%|{NAME})?",
            "class": rf"\.{NAME}",
            "function": rf"{NAME}\(",
            "name": NAME,
            "important": r"!(?:[ \t\r\n\f]|/\*[\s\S]*?\*/)*(?i:important)",
            "match": r"[~|^$*]=",
            "sign": r"[\s\S]",
        }.items()
    )
)
UNFINISHED: Final = re.compile(r"/\*|[\"']|\\\Z|(?i:url)\(")
LINE_ENDS: Final = re.compile(r"\r\n|[\n\r\f]")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a style sheet; `start` counts characters from its beginning."""

    kind: str
    text: str
    start: int


class UnfinishedToken(Exception):
    """A comment, a string or an address has no end; `start` says where it begins."""

    def __init__(self, start: int) -> None:
        self.start = start
        super().__init__(str(start))


def tokens_of(text: str) -> Iterator[Token]:
    """Yield all tokens but comments. Raises UnfinishedToken where one never ends."""
    for match in TOKENS.finditer(text):
        kind = match.lastgroup or "sign"
        if kind == "comment":
            continue
        start = match.start()
        if kind in ("sign", "function") and UNFINISHED.match(text, start):
            raise UnfinishedToken(start)
        yield Token(kind, match.group(), start)


def line_at(text: str, start: int) -> int:
    """Return the line, from 1, on which this character stands."""
    return len(LINE_ENDS.findall(text, 0, start)) + 1
