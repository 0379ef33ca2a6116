"""Read the cases that stand one a line in text files."""

from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent / "fixtures"


def fixture_lines(name: str) -> list[str]:
    """Return the lines of a file of cases, without its comments."""
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def fields(line: str) -> list[str]:
    """Return the fields of a line; a bar inside a field has no space beside it."""
    return [field.strip() for field in line.split(" | ")]
