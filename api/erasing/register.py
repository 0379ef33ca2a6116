"""The register of who was erased: hashes of keys, so that a restore of an older backup erases them again.

A JSON line each: `erased`, the SHA-256 of school and key, and `at`, milliseconds UTC. The keys are random, so
a hash leads to nobody; it is the line that an auditor sees, too.
"""

import hashlib
import json
import os
from pathlib import Path
from typing import Final

from api.refused import Refused
from library_core.people import PersonKey, SchoolKey

FILE: Final = "erased.jsonl"


def hash_of(school: SchoolKey, person: PersonKey) -> str:
    """Return by what an erased person is known again in a backup."""
    return hashlib.sha256(f"{school}\n{person}".encode()).hexdigest()


def read_register(data: Path) -> bytes:
    """Return the lines of a data folder's register; none if nobody was erased."""
    path = data / FILE
    return path.read_bytes() if path.exists() else b""


def read_list(path: str | None) -> bytes:
    """Return the lines of a register that a command names, none if it names none. Raises Refused."""
    if path is None:
        return b""
    try:
        return Path(path).expanduser().read_bytes()
    except OSError as error:
        raise Refused(
            f"The list of erased persons, {path}, can't be read: {error.strerror}.",
            f"Список стёртых людей {path} не читается: {error.strerror}.",
        ) from error


def write_register(data: Path, lines: bytes) -> None:
    """Keep the lines, wholly or not at all."""
    if not lines:
        return
    new = data / f"{FILE}.new"
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, data / FILE)


def note_erased(data: Path, school: SchoolKey, person: PersonKey, at: int) -> None:
    """Remember that somebody was erased."""
    line = json.dumps({"erased": hash_of(school, person), "at": at}).encode() + b"\n"
    write_register(data, merge_registers(read_register(data), line))


def merge_registers(*registers: bytes) -> bytes:
    """Return the lines of all registers, each once, by their time."""
    lines = {line for register in registers for line in register.splitlines() if line.strip()}
    return b"".join(line + b"\n" for line in sorted(lines, key=lambda line: (_read(line)["at"], line)))


def hashes_of(register: bytes) -> frozenset[str]:
    """Return the hashes of a register. Raises Refused if it is none."""
    return frozenset(str(_read(line)["erased"]) for line in register.splitlines())


def _read(line: bytes) -> dict[str, object]:
    try:
        found = json.loads(line)
    except ValueError:
        found = None
    if (
        not isinstance(found, dict)
        or not isinstance(found.get("erased"), str)
        or type(found.get("at")) is not int
    ):
        raise Refused(
            "The list of erased persons has a line that is none of ours; nothing was changed.",
            "В списке стёртых людей есть чужая строка; ничего не изменено.",
        )
    return found
