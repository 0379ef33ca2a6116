"""Records as plain data, for indexes that keep what they return: a row, without what is only searched."""

import json
from typing import Any, Final

from library_core.editions import EditionKey
from library_core.people import SchoolKey
from search.records import Record
from variants.texts import Text

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def record_to_json(record: Record) -> str:
    """Return the record as one row of JSON, without its words and passages."""
    row = (
        record.key,
        record.school,
        record.name,
        record.kind,
        record.number,
        record.title.en,
        record.title.ru,
        record.subject,
        record.section,
        record.grades,
        record.languages,
        record.skills,
        record.description.en,
        record.description.ru,
        record.authors,
        record.publisher,
        record.licence,
        record.minutes,
        record.has_audio,
        record.published_at,
        record.popularity,
    )
    return _ENCODER.encode(row)


def record_from_json(kept: str) -> Record:
    """Read what `record_to_json` wrote."""
    row: list[Any] = json.loads(kept)
    return Record(
        key=EditionKey(row[0]),
        school=SchoolKey(row[1]),
        name=row[2],
        kind=row[3],
        number=row[4],
        title=Text(en=row[5], ru=row[6]),
        subject=row[7],
        section=row[8],
        grades=tuple(row[9]),
        languages=tuple(row[10]),
        skills=tuple(row[11]),
        description=Text(en=row[12], ru=row[13]),
        authors=tuple(row[14]),
        publisher=row[15],
        licence=row[16],
        minutes=row[17],
        has_audio=row[18],
        published_at=row[19],
        popularity=row[20],
    )
