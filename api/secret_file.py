"""The installation's own secret: 256 random bits in the data folder, readable by its owner alone."""

import os
import re
import secrets
from pathlib import Path
from typing import Final

from api.refused import Refused

_BYTES: Final = 32
_DIGITS: Final = re.compile(rb"[0-9A-Fa-f]{64}")


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


def has_secret(data: Path) -> bool:
    """Tell whether this data folder has a secret already."""
    return (data / "secret").exists()


def replace_secret(data: Path, secret: bytes) -> None:
    """Keep a secret that was made elsewhere as that of this data folder, wholly or not at all."""
    write_secret(data / "secret.new", secret)
    os.replace(data / "secret.new", data / "secret")


def write_secret(path: Path, secret: bytes) -> None:
    """Write a secret for its owner alone to read."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())


def read_secret(path: Path) -> bytes:
    """Return the secret of the file that the operator named, the same on every node.

    It is 32 bytes as they are, or their 64 hexadecimal digits. Raises SecretUnreadable.
    """
    try:
        found = path.read_bytes()
    except OSError as error:
        raise SecretUnreadable(
            f"TETRAD_SECRET_FILE is {path}, and it can't be read: {error.strerror}.",
            f"В TETRAD_SECRET_FILE указан файл {path}, и он не читается: {error.strerror}.",
        ) from None
    if len(found) == _BYTES:
        return found
    if _DIGITS.fullmatch(found.strip()) is None:
        raise SecretUnreadable(
            f"TETRAD_SECRET_FILE is {path}; it should hold {_BYTES} random bytes, or their {2 * _BYTES} "
            f"hexadecimal digits. Make it once with `openssl rand -hex {_BYTES}` and copy it to every node.",
            f"В TETRAD_SECRET_FILE указан файл {path}; в нём должно быть {_BYTES} случайных байта или "
            f"{2 * _BYTES} шестнадцатеричные цифры. Создайте его один раз командой `openssl rand -hex "
            f"{_BYTES}` "
            "и скопируйте на каждый узел.",
        )
    return bytes.fromhex(found.strip().decode("ascii"))


def _read(path: Path) -> bytes:
    found = path.read_bytes()
    if len(found) != _BYTES:
        raise SecretUnreadable(
            f"{path} should hold {_BYTES} bytes and holds {len(found)}. Restore it from a backup.",
            f"В файле {path} должно быть {_BYTES} байта, а их {len(found)}. Восстановите его из резервной "
            "копии.",
        )
    return found
