"""Where objects are kept: a folder of the data, or a bucket of an S3 store. Secrets are never printed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit

from api.refused import Refused
from library_core.buckets import Bucket
from variants.texts import Text

VARIABLE: Final = "TETRAD_OBJECTS"
KEYS_FILE: Final = "TETRAD_OBJECTS_KEYS_FILE"
_FORM: Final = "s3://ACCESS:SECRET@host:port/bucket?secure=no"
_UNREADABLE: Final = Text(en="the address can't be read", ru="адрес не читается")
_NO_STORE: Final = Text(en="it names no store", ru="это не адрес хранилища")
_NO_BUCKET: Final = Text(
    en="it names no bucket, or more than a bucket", ru="в адресе нет корзины или есть что-то кроме неё"
)
_STRANGE: Final = Text(
    en="after `?` it takes secure=yes or secure=no, and region=NAME",
    ru="после `?` может стоять secure=yes или secure=no и region=НАЗВАНИЕ",
)
_NO_KEYS: Final = Text(
    en=f"it has no keys; name a file with them in {KEYS_FILE}",
    ru=f"в адресе нет ключей; укажите файл с ними в {KEYS_FILE}",
)
_OPTIONS: Final = frozenset({"secure", "region"})


class ObjectsRefused(Refused):
    """The place of the objects can't be used; the message says what to do."""


def read_bucket(given: Mapping[str, str]) -> Bucket | None:
    """Return the bucket that the variables name, or None for the folder. Raises ObjectsRefused."""
    written = given.get(VARIABLE, "")
    if written in {"", "folder"}:
        return None
    return parse_bucket(written, given.get(KEYS_FILE, ""))


def parse_bucket(written: str, keys_file: str = "") -> Bucket:
    """Read `s3://ACCESS:SECRET@host:port/bucket`; the keys may stand in a file. Raises ObjectsRefused."""
    try:
        address = urlsplit(written)
        port = address.port
    except ValueError:
        raise _refused(_UNREADABLE) from None
    name = address.path.strip("/")
    if address.scheme != "s3" or not address.hostname:
        raise _refused(_NO_STORE)
    if not name or "/" in name:
        raise _refused(_NO_BUCKET)
    secure, region = _options(address)
    access, secret = _keys(address, keys_file)
    host = f"[{address.hostname}]" if ":" in address.hostname else address.hostname
    return Bucket(
        endpoint=host if port is None else f"{host}:{port}",
        name=name,
        access_key=access,
        secret_key=secret,
        secure=secure,
        region=region,
    )


def write_bucket(bucket: Bucket | None) -> str:
    """Return what `read_bucket` reads as the same bucket: for the environment of our own processes alone."""
    if bucket is None:
        return "folder"
    keys = f"{quote(bucket.access_key, safe='')}:{quote(bucket.secret_key, safe='')}"
    options = f"secure={'yes' if bucket.secure else 'no'}&region={quote(bucket.region, safe='')}"
    return f"s3://{keys}@{bucket.endpoint}/{bucket.name}?{options}"


def _options(address: SplitResult) -> tuple[bool, str]:
    options = {name: values[-1] for name, values in parse_qs(address.query).items()}
    if options.keys() - _OPTIONS or options.get("secure", "yes") not in {"yes", "no"}:
        raise _refused(_STRANGE)
    return options.get("secure", "yes") == "yes", options.get("region", "us-east-1")


def _keys(address: SplitResult, keys_file: str) -> tuple[str, str]:
    if address.username and address.password:
        return unquote(address.username), unquote(address.password)
    if not keys_file:
        raise _refused(_NO_KEYS)
    try:
        lines = Path(keys_file).expanduser().read_text("utf-8").split()
    except (OSError, UnicodeDecodeError) as error:
        raise ObjectsRefused(
            f"{KEYS_FILE} is {keys_file}, and it can't be read: {error}.",
            f"В {KEYS_FILE} указан файл {keys_file}, и он не читается: {error}.",
        ) from error
    if len(lines) != 2:
        raise ObjectsRefused(
            f"{KEYS_FILE} is {keys_file}; write the access key and the secret in two lines.",
            f"В {KEYS_FILE} указан файл {keys_file}; запишите в него ключ доступа и секрет двумя строками.",
        )
    return lines[0], lines[1]


def _refused(reason: Text) -> ObjectsRefused:
    """Say what is wrong without repeating the address: it may hold the secret."""
    return ObjectsRefused(
        f"{VARIABLE} can't be used: {reason.en}. Write `folder` or {_FORM}.",
        f"{VARIABLE} использовать нельзя: {reason.ru}. Запишите `folder` или {_FORM}.",
    )
