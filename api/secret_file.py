"""The installation's own secret: 256 random bits in the data folder, readable by its owner alone."""

import os
import secrets
from pathlib import Path

from api.refused import Refused

_BYTES = 32


class SecretUnreadable(Refused):
    """The secret file is there but isn't what we wrote; the operator can restore it from a backup."""


def read_or_make_secret(data: Path) -> bytes:
    """Return the secret of this data folder, made at the first call. Raises SecretUnreadable."""
    path = data / "secret"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read(path)
    with os.fdopen(handle, "wb") as file:
        made = secrets.token_bytes(_BYTES)
        file.write(made)
        file.flush()
        os.fsync(file.fileno())
    return made


def _read(path: Path) -> bytes:
    found = path.read_bytes()
    if len(found) != _BYTES:
        raise SecretUnreadable(f"{path} should hold {_BYTES} bytes and holds {len(found)}.")
    return found
