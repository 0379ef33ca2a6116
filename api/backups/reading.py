"""Reading a backup: its records are handed out in order, and compared with what was promised."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from api.backups.broken import BackupBroken
from api.backups.parts import PartsReader, open_parts
from api.backups.records import (
    DIGEST,
    END,
    ERASED,
    HEAD,
    NEEDED,
    ROWS,
    SNAPSHOT,
    TABLE,
    Described,
    ObjectRecord,
    Record,
    RecordsReader,
)
from api.backups.rows import Lines
from api.migrations import revisions, table_names
from api.refused import Refused


class Rows(Protocol):
    """Takes the rows that a backup holds."""

    def take_table(self, described: Described) -> None:
        """Take the columns of a table; its rows follow."""
        ...

    def take_rows(self, lines: list[bytes]) -> None:
        """Take rows of the table that came last."""
        ...


@dataclass(slots=True, kw_only=True)
class Contents:
    """What a backup holds, as it was found to be; `lost` were missing or damaged when it was made."""

    head: Described = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    objects: set[bytes] = field(default_factory=set)
    needed: set[bytes] = field(default_factory=set)
    erased: bytes = b""
    lost: list[str] = field(default_factory=list)


TakeObject = Callable[[ObjectRecord], object]
Told = Callable[[str, int], object]


@contextmanager
def open_backup(path: Path, key: bytes | None) -> Iterator["Reading"]:
    """Open a backup at its beginning. Raises Refused."""
    try:
        with path.open("rb") as file:
            yield Reading(open_parts(file, key)[0])
    except FileNotFoundError:
        raise Refused(f"There is no file {path}.", f"Файла {path} нет.") from None
    except OSError as error:
        raise Refused(
            f"{path} can't be read: {error.strerror}.", f"Файл {path} не читается: {error.strerror}."
        ) from error


def verify(path: Path, key: bytes | None, told: Told) -> Contents:
    """Read everything, and compare sums, numbers and references. Raises BackupBroken, KeyUnfit."""
    with open_backup(path, key) as reading:
        described = reading.objects_first(ObjectRecord.drain, told)
        contents = reading.rest(ObjectRecord.drain, None, told)
        _compare_tables(str(described.get("revision")), contents)
        return contents


def _compare_tables(revision: str, contents: Contents) -> None:
    """Raise BackupBroken for other tables than the revision has; one of the future has what it says."""
    wrong = table_names(revision) ^ contents.rows.keys() if revision in revisions() else None
    if wrong:
        names = ", ".join(sorted(wrong))
        raise BackupBroken(
            f"The backup can't be restored: it lacks these tables, or they are none of Tetrad's: {names}. "
            "Make another one with this version.",
            f"Эту копию не восстановить: таких таблиц в ней нет, или они не из Тетради: {names}. "
            "Сделайте этой версией новую.",
        )


class Reading:
    """One reading of a backup: first `objects_first`, then `rest`."""

    def __init__(self, parts: PartsReader) -> None:
        self.contents = Contents()
        self._records = iter(RecordsReader(parts))
        self._lines, self._table = Lines(), ""

    def objects_first(self, take: TakeObject, told: Told) -> Described:
        """Hand out the objects before the rows; return what is said of the rows. Raises BackupBroken."""
        for record in self._records:
            if isinstance(record, ObjectRecord):
                self._object(record, take, told)
            elif record.kind == HEAD:
                self.contents.head = record.described()
            elif record.kind == SNAPSHOT:
                return record.described()
            else:
                break
        raise BackupBroken(
            "The backup holds no rows, or holds them where this version of Tetrad knows nothing of.",
            "В резервной копии нет записей, или они лежат там, где эта версия Тетради их не знает.",
        )

    def rest(self, take: TakeObject, rows: Rows | None, told: Told) -> Contents:
        """Hand out rows, and the objects behind them; compare all with what was promised.

        Raises BackupBroken.
        """
        for record in self._records:
            if isinstance(record, ObjectRecord):
                self._object(record, take, told)
            elif record.kind == TABLE:
                self._begin_table(record.described(), rows)
            elif record.kind == ROWS:
                self._take_rows(record, rows, told)
            else:
                self._take_lists(record)
        return self.contents

    def _object(self, record: ObjectRecord, take: TakeObject, told: Told) -> None:
        take(record)
        self.contents.objects.add(bytes.fromhex(record.key))
        told("bytes", record.size)

    def _begin_table(self, described: Described, rows: Rows | None) -> None:
        self._lines.finish()
        self._table = str(described.get("table"))
        self.contents.rows[self._table] = 0
        if rows:
            rows.take_table(described)

    def _take_rows(self, record: Record, rows: Rows | None, told: Told) -> None:
        lines = self._lines.add(record.content)
        if self._table not in self.contents.rows:
            raise BackupBroken(
                "The backup is damaged: there are rows of no table.",
                "Резервная копия повреждена: есть записи без таблицы.",
            )
        self.contents.rows[self._table] += len(lines)
        if rows:
            rows.take_rows(lines)
        told("rows", len(lines))

    def _take_lists(self, record: Record) -> None:
        if record.kind == NEEDED:
            digests = record.content
            starts = range(0, len(digests), DIGEST)
            self.contents.needed |= {digests[start : start + DIGEST] for start in starts}
        elif record.kind == ERASED:
            self.contents.erased += record.content
        elif record.kind == END:
            self._end(record)
        else:
            raise BackupBroken(
                "The backup holds something that this version of Tetrad doesn't know.",
                "В резервной копии есть то, чего эта версия Тетради не знает.",
            )

    def _end(self, record: Record) -> None:
        described = record.described()
        self._lines.finish()
        found = self.contents
        found.lost = [str(key) for key in described.get("lost", [])]
        missing = found.needed - found.objects - {bytes.fromhex(key) for key in found.lost}
        if described.get("rows") != found.rows or described.get("objects") != len(found.objects):
            raise BackupBroken(
                "The backup is damaged: it holds other numbers of rows or objects than it says.",
                "Резервная копия повреждена: записей или объектов в ней не столько, сколько сказано.",
            )
        if missing:
            raise BackupBroken(
                f"The backup lacks {len(missing)} objects that its rows name.",
                f"В резервной копии не хватает объектов, на которые ссылаются записи: {len(missing)}.",
            )
