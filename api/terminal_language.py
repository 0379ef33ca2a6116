"""The language that commands speak: as asked for, else as the terminal's locale says."""

from collections.abc import Mapping
from typing import Final

from variants.texts import Language

_SAID_IN: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The first of these that says anything counts, as POSIX has it."""


def terminal_language(given: Mapping[str, str]) -> Language:
    """Return the language of the locale that these variables name; English for any but Russian."""
    locale = next((given[name] for name in _SAID_IN if given.get(name)), "")
    return "ru" if locale.partition("_")[0].partition(".")[0].casefold() == "ru" else "en"
