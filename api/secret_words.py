"""Secrets that an operator keeps in files: one line, not in the environment, where every process sees it."""

from pathlib import Path
from typing import Final

from api.refused import Refused

_SHORTEST: Final = 16


def read_token(path: Path | None, name: str) -> str | None:
    """Return the token in the file that the variable `name` names; None for none. Raises Refused."""
    if path is None:
        return None
    try:
        token = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise Refused(
            f"{name} is {path}, and it can't be read: {reason or 'it holds more than ASCII'}.",
            f"В {name} указан файл {path}, и он не читается: {reason or 'в нём не только знаки ASCII'}.",
        ) from None
    if len(token) < _SHORTEST or not token.isprintable() or " " in token:
        raise Refused(
            f"{name} is {path}; write one word of at least {_SHORTEST} characters into it, "
            "as `openssl rand -hex 32` prints it.",
            f"В {name} указан файл {path}; запишите в него одно слово не короче {_SHORTEST} знаков, "
            "какое печатает `openssl rand -hex 32`.",
        )
    return token
