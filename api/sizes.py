"""Sizes in bytes as people read and write them: 1 GB is 1024 MB here, as file managers of schools count."""

import re
from typing import Final

from variants.texts import Language

_UNITS: Final = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}
_WRITTEN: Final = re.compile(r"(?P<number>[0-9]{1,15}) ?(?P<unit>[KMGT]?)B?", re.IGNORECASE)
_NAMES: Final[dict[Language, tuple[str, ...]]] = {
    "en": ("B", "KB", "MB", "GB", "TB"),
    "ru": ("Б", "КБ", "МБ", "ГБ", "ТБ"),
}


def read_size(written: str) -> int:
    """Return the bytes of `500M`, `20G` or a plain number. Raises ValueError."""
    found = _WRITTEN.fullmatch(written.strip())
    if found is None:
        raise ValueError(written)
    return int(found["number"]) * _UNITS[found["unit"].upper()]


def size_in_words(size: int, language: Language) -> str:
    """Return the size with its unit: three figures, with the decimal mark of the language."""
    names = _NAMES[language]
    value, step = float(size), 0
    while value >= 1000 and step < len(names) - 1:
        value, step = value / 1024, step + 1
    figures = f"{value:.0f}" if value >= 100 or step == 0 else f"{value:.1f}".removesuffix(".0")
    return f"{figures.replace('.', ',') if language == 'ru' else figures}\u00a0{names[step]}"
