"""Turn a JSON row of `tetrad check` into a key; what reads a kind is loaded when its first row comes."""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Final

from variants.checkers.rows.options import BadRow, Row
from variants.keys import Key
from variants.texts import LANGUAGES, Language

_FILES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "quantity": "quantities",
        "expression": "expressions",
        "equation": "sets",
        "inequality": "sets",
        "set": "sets",
        "list": "sets",
        "vector": "sets",
        "matrix": "sets",
        "formula": "chemistry",
        "reaction": "chemistry",
        "choice": "structured",
        "table": "tables",
        "plot": "structured",
        "text": "structured",
    }
)


def key_from_row(row: Row) -> tuple[Key, Language]:
    """Return the key and the language of a row. Raises BadRow."""
    language: Language = row.get("language", "en")
    if language not in LANGUAGES:
        raise BadRow(f"language is one of {', '.join(LANGUAGES)}, not {language!r}")
    kind = row.get("kind")
    if not isinstance(kind, str) or kind not in _FILES:
        raise BadRow(f"kind is one of {', '.join(_FILES)}, not {kind!r}")
    if "key" not in row:
        raise BadRow("key is missing")
    key: Key = import_module(f"variants.checkers.rows.{_FILES[kind]}").READERS[kind](row, language)
    return key, language
