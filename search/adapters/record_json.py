"""Records as plain data, for indexes that store what they return."""

from typing import Any

from library_core.editions import EditionKey
from library_core.people import SchoolKey
from search.records import Record
from variants.texts import text_from_json, text_to_json


def record_to_json(record: Record) -> dict[str, Any]:
    """Return the record as plain data."""
    return {
        "key": record.key,
        "school": record.school,
        "name": record.name,
        "kind": record.kind,
        "number": record.number,
        "title": text_to_json(record.title),
        "subject": record.subject,
        "section": record.section,
        "grades": list(record.grades),
        "languages": list(record.languages),
        "skills": list(record.skills),
        "words": text_to_json(record.words),
    }


def record_from_json(data: dict[str, Any]) -> Record:
    """Read what `record_to_json` wrote."""
    return Record(
        key=EditionKey(data["key"]),
        school=SchoolKey(data["school"]),
        name=data["name"],
        kind=data["kind"],
        number=data["number"],
        title=text_from_json(data["title"]),
        subject=data["subject"],
        section=data["section"],
        grades=tuple(data["grades"]),
        languages=tuple(data["languages"]),
        skills=tuple(data["skills"]),
        words=text_from_json(data["words"]),
    )
