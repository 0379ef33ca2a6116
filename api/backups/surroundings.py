"""What surrounds a backup: the key of a command, the installation's secret, and where it comes from."""

from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from api.backups.seals import read_key
from api.refused import Refused
from api.secret_file import read_secret, replace_secret
from api.settings import Settings


def key_of(settings: Settings, given: str | None) -> bytes | None:
    """Return the key that a command or the settings name, or nothing. Raises KeyUnfit."""
    path = Path(given).expanduser() if given else settings.backup_key_file
    return read_key(path) if path else None


def head_of(settings: Settings, now: int) -> Mapping[str, Any]:
    """Return what is good to know of where a backup comes from."""
    return {
        "made_at": now,
        "program": version("tetrad"),
        "settings": {
            "database": "postgresql" if settings.database else "sqlite",
            "objects": "s3" if settings.objects else "folder",
            "origin": settings.origin,
            "search": settings.search,
            "timezone": settings.timezone.key,
            "quota": settings.quota,
            "largest_upload": settings.largest_upload,
        },
    }


def require_secret(settings: Settings, secret: bytes) -> None:
    """Raise Refused if the operator's own file holds another secret."""
    if settings.secret_file is not None and read_secret(settings.secret_file) != secret:
        raise Refused(
            f"TETRAD_SECRET_FILE is {settings.secret_file}, and the backup has another secret: "
            "with it sessions, links and counted sign-ins would be void. Write the backup's with "
            "`tetrad restore FILE --secret-to NEW`, name that file in TETRAD_SECRET_FILE on every node, "
            "and restore again.",
            f"В TETRAD_SECRET_FILE указан файл {settings.secret_file}, а в резервной копии другой секрет: "
            "с этим пропали бы сеансы, ссылки и подсчёт входов. Запишите секрет копии командой "
            "`tetrad restore ФАЙЛ --secret-to НОВЫЙ`, укажите этот файл в TETRAD_SECRET_FILE на каждом узле "
            "и восстановите ещё раз.",
        )


def keep_secret(settings: Settings, secret: bytes) -> None:
    """Keep the secret in the data folder, unless the operator keeps it."""
    if settings.secret_file is None:
        replace_secret(settings.data, secret)
