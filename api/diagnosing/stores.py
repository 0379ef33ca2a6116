"""The store of objects and the index: whether they answer, and whether the store agrees about the time."""

import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Final

import urllib3
from urllib3.exceptions import HTTPError
from urllib3.util import Timeout

from api.bootstrap import open_index, open_objects
from api.diagnosing.clocks import compare_clock
from api.diagnosing.findings import Finding, Looked, broken, doubtful, well
from api.refused import Refused
from library_core.buckets import Bucket
from library_core.objects import ObjectKey, ObjectMissing, ObjectStoreFailed

_SECONDS: Final = Timeout(connect=5, read=5)
_NOTHING: Final = ObjectKey("0" * 64)


def objects(looked: Looked) -> Iterator[Finding]:
    """Look whether the store of objects answers, and what time it has."""
    settings = looked.settings
    if settings.objects is None:
        yield _folder(looked)
        return
    try:
        store, _ = open_objects(settings.objects, settings.data)
        store.size(_NOTHING)
    except ObjectMissing:
        yield well("objects", f"{settings.objects.endpoint} answers", f"{settings.objects.endpoint} отвечает")
    except (Refused, ObjectStoreFailed) as error:
        yield broken(
            "objects",
            f"The store can't be used: {error}",
            f"Хранилищем по адресу {settings.objects.endpoint} пользоваться нельзя. Проверьте, что "
            "оно запущено, "
            "что ключи верны и что `secure` говорит правду о TLS.",
        )
        return
    yield from clock(settings.objects)


def _folder(looked: Looked) -> Finding:
    if looked.settings.database:
        return doubtful(
            "objects",
            "They lie in a folder of this machine while the rows are in PostgreSQL: with a second "
            "node, name a "
            "store that both reach in TETRAD_OBJECTS.",
            "Объекты лежат в папке этой машины, а записи — в PostgreSQL. Прежде чем добавлять второй "
            "узел, укажите "
            "в TETRAD_OBJECTS хранилище, доступное обоим.",
        )
    return well("objects", "in the data folder", "в папке данных")


def clock(bucket: Bucket) -> Iterator[Finding]:
    """Compare the store's clock: it refuses requests that are signed a quarter of an hour off."""
    scheme = "https" if bucket.secure else "http"
    try:
        with urllib3.PoolManager(retries=False, timeout=_SECONDS) as pool:
            asked = time.time()
            date = pool.request("GET", f"{scheme}://{bucket.endpoint}/", redirect=False).headers.get("date")
    except HTTPError:
        return
    if date is not None:
        # Dates are whole seconds, cut off.
        ahead = parsedate_to_datetime(date).timestamp() - int(asked)
        yield compare_clock("clock of the objects", ahead)


def index(looked: Looked) -> Iterator[Finding]:
    """Look whether the search index opens."""
    folder = looked.settings.data / "search"
    if not folder.exists():
        yield doubtful(
            "index",
            "There is none yet; the first start makes it.",
            "Его ещё нет: индекс создаст первый запуск.",
        )
        return
    try:
        open_index(looked.settings).sequence()
    except Exception as error:  # noqa: BLE001 - each index has errors of its own, and all mean the same
        yield broken(
            "index",
            f"It does not open ({type(error).__name__}). Move {folder} away and run: tetrad search --rebuild",
            f"Он не открывается ({type(error).__name__}). Уберите папку {folder} и выполните: "
            "tetrad search --rebuild",
        )
        return
    yield well("index", looked.settings.search, looked.settings.search)
