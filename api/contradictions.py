"""Settings that can't be meant together: refused before anything is opened, in words that say what to do."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit

from api.origins import require_two_hosts
from api.settings import Settings, SettingsRefused, require_safe_address
from variants.texts import LANGUAGES, Text

Given = Mapping[str, str]


def require_consistent(settings: Settings, given: Given) -> None:
    """Raise SettingsRefused with everything that contradicts itself; `given` is the environment."""
    require_safe_address(settings)
    require_two_hosts(settings)
    found = contradictions(settings, given)
    if found:
        raise SettingsRefused(
            *("\n".join(one.in_language(language) for one in found) for language in LANGUAGES)
        )


def contradictions(settings: Settings, given: Given) -> tuple[Text, ...]:
    """Return what can't be meant together, a sentence each."""
    return tuple(sentence for check in _CHECKS for sentence in check(settings, given))


def _origins(settings: Settings, _: Given) -> Iterator[Text]:
    """The scheme of the pages is compared with that of each form sent: a wrong one refuses all forms."""
    for name, address in (("TETRAD_ORIGIN", settings.origin), ("TETRAD_OBJECT_HOST", settings.object_host)):
        scheme = urlsplit(address).scheme if "://" in address else ""
        if scheme == "http" and settings.secure:
            yield Text(
                en=f"{name} begins with http://, but TETRAD_CERTIFICATE or TETRAD_BEHIND_PROXY says that "
                "browsers come over TLS: every form would be refused. Write https://, or leave the other "
                "out.",
                ru=f"{name} начинается с http://, но TETRAD_CERTIFICATE или TETRAD_BEHIND_PROXY говорят, что "
                "браузеры приходят по TLS: ни одна форма не прошла бы. Напишите https:// или уберите лишнее.",
            )
        if scheme == "https" and not settings.secure:
            yield Text(
                en=f"{name} begins with https://, but nothing ends TLS: every form would be refused. Give "
                "TETRAD_CERTIFICATE and TETRAD_KEY, or TETRAD_BEHIND_PROXY=yes if a proxy does it.",
                ru=f"{name} начинается с https://, но TLS никто не завершает: ни одна форма не прошла бы. "
                "Задайте "
                "TETRAD_CERTIFICATE и TETRAD_KEY или, если это делает прокси, TETRAD_BEHIND_PROXY=yes.",
            )


def _object_keys(settings: Settings, given: Given) -> Iterator[Text]:
    if not given.get("TETRAD_OBJECTS_KEYS_FILE"):
        return
    if settings.objects is None:
        yield Text(
            en="TETRAD_OBJECTS_KEYS_FILE gives keys, but objects go into the folder. Name the store in "
            "TETRAD_OBJECTS, as s3://host:port/bucket, or leave the file of keys out.",
            ru="В TETRAD_OBJECTS_KEYS_FILE указаны ключи, а объекты идут в папку. Укажите хранилище в "
            "TETRAD_OBJECTS, например s3://host:port/bucket, или уберите файл с ключами.",
        )
    elif "@" in given.get("TETRAD_OBJECTS", ""):
        yield Text(
            en="TETRAD_OBJECTS holds keys, and TETRAD_OBJECTS_KEYS_FILE names a file with others. "
            "Keep those in the file and write the address without them: s3://host:port/bucket.",
            ru="В TETRAD_OBJECTS есть ключи, а TETRAD_OBJECTS_KEYS_FILE указывает файл с другими. "
            "Оставьте те, что в файле, а адрес запишите без ключей: s3://host:port/bucket.",
        )


def _database_password(settings: Settings, given: Given) -> Iterator[Text]:
    if not given.get("TETRAD_DATABASE_PASSWORD_FILE"):
        return
    if not settings.database:
        yield Text(
            en="TETRAD_DATABASE_PASSWORD_FILE gives a password, but the rows go into a file, which has none. "
            "Name the database in TETRAD_DATABASE, as postgresql://user@host/database, or leave the "
            "password out.",
            ru="В TETRAD_DATABASE_PASSWORD_FILE указан пароль, а записи идут в файл, у которого его нет. "
            "Укажите базу в TETRAD_DATABASE, например postgresql://user@host/database, или уберите пароль.",
        )
    elif urlsplit(given.get("TETRAD_DATABASE", "")).password:
        yield Text(
            en="TETRAD_DATABASE holds a password, and TETRAD_DATABASE_PASSWORD_FILE names a file with "
            "another. "
            "Keep the one in the file and write the address without: postgresql://user@host/database.",
            ru="В TETRAD_DATABASE есть пароль, а TETRAD_DATABASE_PASSWORD_FILE указывает файл с другим. "
            "Оставьте тот, что в файле, а адрес запишите без пароля: postgresql://user@host/database.",
        )


def _sizes(settings: Settings, _: Given) -> Iterator[Text]:
    if settings.largest_upload > settings.quota:
        yield Text(
            en="TETRAD_LARGEST_UPLOAD is more than TETRAD_QUOTA: a file of that size would never fit. "
            "Raise the quota, or lower the largest upload.",
            ru="TETRAD_LARGEST_UPLOAD больше, чем TETRAD_QUOTA: такой файл никогда не поместится. "
            "Увеличьте квоту или уменьшите наибольший размер файла.",
        )


def _traces(settings: Settings, given: Given) -> Iterator[Text]:
    if given.get("TETRAD_TRACES_PERCENT") and not settings.traces:
        yield Text(
            en="TETRAD_TRACES_PERCENT says how many requests to trace, but TETRAD_TRACES names no collector.",
            ru="TETRAD_TRACES_PERCENT говорит, сколько запросов прослеживать, но в TETRAD_TRACES не указан "
            "сборщик.",
        )


_CHECKS: Final[tuple[Callable[[Settings, Given], Iterator[Text]], ...]] = (
    _origins,
    _object_keys,
    _database_password,
    _sizes,
    _traces,
)
