"""From an address to an object: the capability is checked, then the manifest is asked."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Final
from urllib.parse import quote

from api.bootstrap import Application
from api.object_host.policies import LAB
from library_core.capabilities import capability_end, edition_allowed
from library_core.editions import EditionKey
from library_core.formats.lab_package.package import is_withheld
from library_core.objects import ObjectKey
from library_core.served import NARRATION, ServedEdition

MOST_REMEMBERED: Final = 64
"""Editions of which the manifest is kept in memory; it never changes."""


class NoLeave(Exception):
    """The capability has ended, or opens something else."""


class NoFile(Exception):
    """The edition has no such file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The parts of an address on the object host, decoded."""

    capability: str
    edition: EditionKey
    path: str

    @property
    def prefix(self) -> str:
        """Return what stands before the paths of this edition."""
        return f"/{quote(self.capability, safe='')}/{quote(self.edition, safe='')}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """The object asked for; `ends` is when the capability does (milliseconds UTC)."""

    object: ObjectKey
    edition: ServedEdition
    ends: int
    unchanging: bool


def read_address(path: str) -> Asked:
    """Part a decoded path into capability, edition and path. Raises NoFile."""
    parts = path.removeprefix("/").split("/", 2)
    if len(parts) < 3 or not all(parts):
        raise NoFile
    return Asked(capability=parts[0], edition=EditionKey(parts[1]), path=parts[2])


class Finder:
    """Finds objects, and remembers the manifests of the editions last asked for."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._editions: OrderedDict[EditionKey, ServedEdition] = OrderedDict()
        self._lock = Lock()

    def find(self, asked: Asked, now: int) -> FoundFile:
        """Return what an address names. Raises NoLeave and NoFile."""
        if not edition_allowed(self._application.secret, asked.capability, asked.edition, now):
            raise NoLeave
        edition = self._edition(asked.edition)
        if edition.kind == LAB and is_withheld(asked.path):
            raise NoFile
        found = edition.manifest.get(asked.path)
        made = None if found else self._narration(asked)
        if found is None and made is None:
            raise NoFile
        return FoundFile(
            object=ObjectKey(found or made or ""),
            edition=edition,
            ends=capability_end(asked.capability),
            unchanging=made is None,
        )

    def _edition(self, key: EditionKey) -> ServedEdition:
        with self._lock:
            known = self._editions.get(key)
            if known is not None:
                self._editions.move_to_end(key)
                return known
        found = self._application.read(lambda unit: unit.library.served.edition(key))
        if found is None:
            raise NoFile
        with self._lock:
            self._editions[key] = found
            while len(self._editions) > MOST_REMEMBERED:
                self._editions.popitem(last=False)
        return found

    def _narration(self, asked: Asked) -> ObjectKey | None:
        if not asked.path.startswith(NARRATION):
            return None
        return self._application.read(lambda unit: unit.library.served.narration(asked.edition, asked.path))
