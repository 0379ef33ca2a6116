"""Find code blocks and tables in the project's own Markdown documents."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
_FENCE: Final = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def document(name: str) -> str:
    """Return a document of the `docs` folder."""
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def code_blocks(text: str, kind: str) -> list[str]:
    """Return the bodies of the fenced blocks of a kind."""
    return [found["body"] for found in _FENCE.finditer(text) if found["kind"] == kind]


def section(text: str, heading: str) -> str:
    """Return what stands between a heading and the next one of its level or above."""
    start = text.index(f"\n{heading}\n") + len(heading) + 2
    level = len(heading) - len(heading.lstrip("#"))
    end = re.search(rf"^#{{1,{level}}} ", text[start:], re.MULTILINE)
    return text[start : start + end.start()] if end else text[start:]


def table_rows(text: str) -> Iterator[list[str]]:
    """Yield the cells of each row of the tables in a text, without heads."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        head = number + 1 < len(lines) and lines[number + 1].startswith("|---")
        if line.startswith("|") and not line.startswith("|---") and not head:
            cells = re.split(r"(?<!\\)\|", line.strip("|"))
            yield [cell.strip().replace("\\|", "|") for cell in cells]


def ticked(cell: str) -> list[str]:
    """Return what stands between back-ticks."""
    return re.findall(r"`([^`]+)`", cell)
