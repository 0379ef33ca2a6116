"""One installation works with one secret: its database keeps a mark of it, by which nobody finds the secret.

A node with another secret would refuse the forms of the rest, and open nothing that their pages have sealed.
"""

import hmac
from typing import Final

from sqlalchemy import Connection

from api.installation import Noting, find_note, note, note_first
from api.refused import Refused
from api.secret_file import has_secret, read_or_make_secret, read_secret
from api.settings import Settings
from variants.texts import Text

_NAME: Final = "secret"
_MARKED: Final = b"the secret of this installation"

ANOTHER: Final = Text(
    en="The secret here is not the one that this installation works with. All nodes have the same: a form of "
    "one would be refused by the next, and work kept in browsers could not be opened. Copy the secret of the "
    "node that works (the file that TETRAD_SECRET_FILE names there, or `secret` in its data folder) to this "
    "one and name it in TETRAD_SECRET_FILE; out of a backup: `tetrad restore FILE --secret-to NEW`. How to "
    "replace the secret on purpose says `tetrad secret --help`.",
    ru="Секрет здесь не тот, с которым работает эта установка. У всех её узлов он один: форму одного узла не "
    "принял бы другой, а сохранённое в браузерах не открылось бы. Скопируйте секрет с работающего узла "
    "(файл, указанный там в TETRAD_SECRET_FILE, или `secret` в его папке данных) и укажите его в "
    "TETRAD_SECRET_FILE; из резервной копии его достанет `tetrad restore ФАЙЛ --secret-to НОВЫЙ`. Как "
    "заменить секрет намеренно, скажет `tetrad --language ru secret --help`.",
)


class AnotherSecret(Refused):
    """The secret of this node is not the installation's; the operator can bring the right one."""

    def __init__(self) -> None:
        super().__init__(ANOTHER.in_language("en"), ANOTHER.in_language("ru"))


def open_secret(settings: Settings, database: Noting) -> bytes:
    """Return the secret of this installation, made and marked at the first start. Raises Refused."""
    if database.read(lambda connection: is_another(connection, settings)):
        raise AnotherSecret
    secret = own_secret(settings)
    kept = database.read(_kept_mark) or database.write(lambda connection: _keep_mark(connection, secret))
    # Another node may have been the first since.
    if not _fits(kept, secret):
        raise AnotherSecret
    return secret


def own_secret(settings: Settings) -> bytes:
    """Return the secret that this node has, whatever others have; made if it may be. Raises Refused."""
    return read_secret(settings.secret_file) if settings.secret_file else read_or_make_secret(settings.data)


def is_another(connection: Connection, settings: Settings) -> bool:
    """Tell whether the installation works with another secret than this node has; none is made.

    Raises Refused.
    """
    if settings.secret_file or has_secret(settings.data):
        return not is_its_own(connection, own_secret(settings))
    return _kept_mark(connection) is not None


def is_its_own(connection: Connection, secret: bytes) -> bool:
    """Tell whether the installation works with this secret, or with none yet."""
    kept = _kept_mark(connection)
    return kept is None or _fits(kept, secret)


def replace_mark(connection: Connection, secret: bytes) -> None:
    """Let the installation work with this secret from now on."""
    note(connection, _NAME, _mark_of(secret))


def _kept_mark(connection: Connection) -> str | None:
    return find_note(connection, _NAME)


def _keep_mark(connection: Connection, secret: bytes) -> str:
    """Keep the mark unless another node was earlier; return the one that is kept."""
    return note_first(connection, _NAME, _mark_of(secret))


def _fits(kept: str, secret: bytes) -> bool:
    return hmac.compare_digest(kept, _mark_of(secret))


def _mark_of(secret: bytes) -> str:
    return hmac.digest(secret, _MARKED, "sha256").hex()
