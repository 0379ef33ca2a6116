"""Records as plain data, for indexes that keep what they return: short, without what is only searched."""

import json
from typing import Any, Final

from library_core.editions import EditionKey
from library_core.people import SchoolKey
from search.records import Record
from variants.texts import Text, text_from_json, text_to_json

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def record_to_json(record: Record) -> str:
    """Return the record as JSON, without its words and passages; what is empty is left out."""
    plain = {
        "key": record.key,
        "school": record.school,
        "name": record.name,
        "kind": record.kind,
        "number": record.number,
        "title": text_to_json(record.title),
        "subject": record.subject,
        "section": record.section,
        "grades": record.grades,
        "languages": record.languages,
        "skills": record.skills,
        "description": text_to_json(record.description),
        "authors": record.authors,
        "publisher": record.publisher,
        "licence": record.licence,
        "minutes": record.minutes,
        "has_audio": record.has_audio,
        "published_at": record.published_at,
        "popularity": record.popularity,
    }
    kept = {name: value for name, value in plain.items() if value}
    return _ENCODER.encode(kept)


def record_from_json(kept: str) -> Record:
    """Read what `record_to_json` wrote."""
    plain: dict[str, Any] = json.loads(kept)
    return Record(
        key=EditionKey(plain["key"]),
        school=SchoolKey(plain["school"]),
        name=plain["name"],
        kind=plain["kind"],
        number=plain["number"],
        title=_text(plain, "title"),
        subject=plain.get("subject", ""),
        section=plain.get("section", ""),
        grades=tuple(plain.get("grades", ())),
        languages=tuple(plain.get("languages", ())),
        skills=tuple(plain.get("skills", ())),
        description=_text(plain, "description"),
        authors=tuple(plain.get("authors", ())),
        publisher=plain.get("publisher", ""),
        licence=plain.get("licence", ""),
        minutes=plain.get("minutes"),
        has_audio=plain.get("has_audio", False),
        published_at=plain.get("published_at", 0),
        popularity=plain.get("popularity", 0),
    )


def _text(plain: dict[str, Any], name: str) -> Text:
    return text_from_json(plain.get(name, {}))
