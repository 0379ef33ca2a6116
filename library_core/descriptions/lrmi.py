"""LRMI: an edition as a schema.org LearningResource in JSON-LD (schema.org 28, LRMI 1.1 terms)."""

from collections.abc import Mapping
from typing import Any, Final

from library_core.descriptions.dates import iso_date
from library_core.descriptions.licences import licence_address
from library_core.editions import Edition

_TYPES: Final[Mapping[str, tuple[str, str]]] = {
    "textbook": ("Book", "textbook"),
    "scenario": ("LearningResource", "lesson plan"),
    "video": ("VideoObject", "video"),
    "application": ("WebApplication", "interactive application"),
    "course": ("Course", "course"),
    "notebook": ("LearningResource", "problem set"),
    "task": ("LearningResource", "problem"),
    "lab": ("LearningResource", "virtual laboratory"),
}


def describe_in_lrmi(edition: Edition, address: str) -> Mapping[str, Any]:
    """Return the description as plain data; `address` is that of the edition's page."""
    kind, resource = _TYPES.get(edition.work.kind, ("LearningResource", edition.work.kind))
    metadata = edition.metadata
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": kind if kind == "LearningResource" else [kind, "LearningResource"],
        "@id": address,
        "url": address,
        "identifier": edition.work.name,
        "version": str(edition.number or ""),
        "name": [_words(edition.title.in_language(one), one) for one in edition.title.languages],
        "description": [
            _words(metadata.description.in_language(one), one) for one in metadata.description.languages
        ],
        "inLanguage": list(edition.languages),
        "learningResourceType": resource,
        "about": [name for name in (edition.subject, edition.section) if name],
        "teaches": list(edition.skills),
        "educationalLevel": [str(grade) for grade in edition.grades],
        "educationalAlignment": [_alignment(code) for code in metadata.curriculum],
        "audience": {"@type": "EducationalAudience", "educationalRole": "student"},
        "author": [{"@type": "Person", "name": name} for name in metadata.authors],
        "publisher": _organisation(metadata.publisher),
        "copyrightHolder": _organisation(metadata.rights_holder),
        "license": licence_address(metadata.licence),
        "spatialCoverage": list(metadata.territory),
        "dateCreated": metadata.issued,
        "datePublished": iso_date(edition.published_at),
        "expires": metadata.valid_until,
        "timeRequired": f"PT{metadata.minutes}M" if metadata.minutes else "",
        "accessMode": ["textual", "auditory"] if metadata.has_audio else [],
    }
    return {name: value for name, value in said.items() if value}


def _words(words: str, language: str) -> Mapping[str, str]:
    return {"@value": words, "@language": language}


def _alignment(code: str) -> Mapping[str, str]:
    return {"@type": "AlignmentObject", "alignmentType": "teaches", "targetName": code}


def _organisation(name: str) -> Mapping[str, str]:
    return {"@type": "Organization", "name": name} if name else {}
