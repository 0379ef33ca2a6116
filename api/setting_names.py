"""The names of all settings, so that a mistyped one is told instead of passed over."""

import difflib
from collections.abc import Iterable, Mapping
from typing import Final

PREFIX: Final = "TETRAD_"
NAMES: Final = (
    "TETRAD_DATA",
    "TETRAD_HOST",
    "TETRAD_PORT",
    "TETRAD_CERTIFICATE",
    "TETRAD_KEY",
    "TETRAD_BEHIND_PROXY",
    "TETRAD_ORIGIN",
    "TETRAD_OBJECT_HOST",
    "TETRAD_DATABASE",
    "TETRAD_DATABASE_PASSWORD_FILE",
    "TETRAD_OBJECTS",
    "TETRAD_OBJECTS_KEYS_FILE",
    "TETRAD_SECRET_FILE",
    "TETRAD_BACKUP_KEY_FILE",
    "TETRAD_SEARCH",
    "TETRAD_THREADS",
    "TETRAD_PATIENCE",
    "TETRAD_BUILT_IN",
    "TETRAD_PREPARE",
    "TETRAD_WORKER",
    "TETRAD_LARGEST_UPLOAD",
    "TETRAD_LARGEST_IMPORT",
    "TETRAD_QUOTA",
    "TETRAD_TWO_PERSON_REVIEW",
    "TETRAD_TIMEZONE",
    "TETRAD_LOG",
    "TETRAD_METRICS_TOKEN_FILE",
    "TETRAD_TRACES",
    "TETRAD_TRACES_PERCENT",
    "TETRAD_DRAIN",
    "TETRAD_STOP_WITHIN",
)
_OF_DEVELOPERS: Final = frozenset({"TETRAD_EXPLORE", "TETRAD_TEST_ENGINES"})
"""Read by the tests alone."""


def unknown_names(given: Iterable[str]) -> Mapping[str, str]:
    """Return the names that look like settings and are none, each with the nearest real one, or nothing."""
    strange = sorted(
        name for name in given if name.startswith(PREFIX) and name not in NAMES and name not in _OF_DEVELOPERS
    )
    return {name: "".join(difflib.get_close_matches(name, NAMES, n=1, cutoff=0.75)) for name in strange}


def tell_unknown(given: Iterable[str]) -> tuple[str, ...]:
    """Return a sentence for each name that looks like a setting and is none."""
    return tuple(
        f"{name} is no setting of Tetrad and is passed over" + (f"; is {nearest} meant?" if nearest else ".")
        for name, nearest in unknown_names(given).items()
    )
