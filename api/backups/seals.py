"""Seals: how a part of a backup is closed so that nobody reads, changes, moves or leaves out any.

With a key a part is encrypted with AES-256-GCM under a nonce of its own; without one it has a SHA-256 sum,
which tells damage, but not a forger. Each part is bound to its place, to whether it is the last one, and to
the part before it.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from Crypto.Cipher import AES

from api.backups.broken import BackupBroken, KeyUnfit

SHORTEST_KEY: Final = 16
LARGEST_KEY: Final = 1 << 16
SALT: Final = 16
_NONCE: Final = 12
_TAG: Final = 16
_SUM: Final = 32
# RFC 7914 names the parameters. These take 32 MB and a tenth of a second: guessing a passphrase is dear.
_WORK: Final = {"n": 1 << 15, "r": 8, "p": 1, "maxmem": 1 << 27}
_CHANGED: Final = (
    "A part of the backup is not what was written: the file is damaged, or was changed. "
    "Take another copy of it.",
    "Часть резервной копии не такая, какой её записали: файл повреждён или изменён. Возьмите другую его "
    "копию.",
)


class Seal(Protocol):
    """Closes and opens parts; `bound` is what a part has to stand in."""

    @property
    def kind(self) -> str:
        """The name that the head of a file says it by."""
        ...

    def close(self, content: bytes, bound: bytes) -> bytes:
        """Return the sealed part."""
        ...

    def open(self, sealed: bytes, bound: bytes) -> bytes:
        """Return the content. Raises BackupBroken if it isn't what was closed there."""
        ...

    def mark(self, head: bytes) -> str:
        """Return hexadecimal digits by which the head of a file is known to be whole, and the key to fit."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Encrypted:
    """Seals with a key. Nonces are random: a part that is written again never meets one used before."""

    key: bytes
    marking: bytes
    kind: str = "aes-256-gcm"

    def close(self, content: bytes, bound: bytes) -> bytes:
        """Return nonce, ciphertext and tag."""
        nonce = secrets.token_bytes(_NONCE)
        cipher = AES.new(self.key, AES.MODE_GCM, nonce=nonce, mac_len=_TAG)
        cipher.update(bound)
        ciphertext, tag = cipher.encrypt_and_digest(content)
        return nonce + ciphertext + tag

    def open(self, sealed: bytes, bound: bytes) -> bytes:
        """Return the content. Raises BackupBroken."""
        if len(sealed) < _NONCE + _TAG:
            raise BackupBroken(*_CHANGED)
        cipher = AES.new(self.key, AES.MODE_GCM, nonce=sealed[:_NONCE], mac_len=_TAG)
        cipher.update(bound)
        try:
            return cipher.decrypt_and_verify(sealed[_NONCE:-_TAG], sealed[-_TAG:])
        except ValueError:
            raise BackupBroken(*_CHANGED) from None

    def mark(self, head: bytes) -> str:
        """Return the code of the head under the key."""
        return hmac.new(self.marking, head, hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Summed:
    """Seals with a sum that anybody can make."""

    kind: str = "none"

    def close(self, content: bytes, bound: bytes) -> bytes:
        """Return content and sum."""
        return content + hashlib.sha256(bound + content).digest()

    def open(self, sealed: bytes, bound: bytes) -> bytes:
        """Return the content. Raises BackupBroken."""
        content = sealed[:-_SUM]
        if hashlib.sha256(bound + content).digest() != sealed[-_SUM:]:
            raise BackupBroken(*_CHANGED)
        return content

    def mark(self, head: bytes) -> str:
        """Return the sum of the head."""
        return hashlib.sha256(head).hexdigest()


def seal_of(key: bytes | None, salt: bytes) -> Seal:
    """Return the seal of a file with this salt: encrypting, if there is a key."""
    if key is None:
        return Summed()
    made = hashlib.scrypt(key, salt=salt, dklen=64, **_WORK)
    return Encrypted(key=made[:32], marking=made[32:])


def read_key(path: Path) -> bytes:
    """Return what the file of a key holds, but for white space around it. Raises KeyUnfit."""
    try:
        with path.open("rb") as file:
            found = file.read(LARGEST_KEY + 1).strip()
    except OSError as error:
        raise KeyUnfit(
            f"The file of the key is {path}, and it can't be read: {error.strerror}.",
            f"Файл ключа {path} не читается: {error.strerror}.",
        ) from None
    if not SHORTEST_KEY <= len(found) <= LARGEST_KEY:
        raise KeyUnfit(
            f"The file of the key is {path}; it should hold {SHORTEST_KEY} characters at least. Make one "
            f"with `openssl rand -hex 32 > {path}`, and keep it apart from the backups.",
            f"В файле ключа {path} должно быть не меньше {SHORTEST_KEY} знаков. Создайте его командой "
            f"`openssl rand -hex 32 > {path}` и храните отдельно от резервных копий.",
        )
    return found
