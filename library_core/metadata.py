"""Metadata: what a publisher says of an edition beside its content: people, rights, dates, curriculum."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from variants.texts import Text, text_from_json, text_to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """`licence` is an SPDX identifier or the publisher's words; dates are ISO 8601 (`2026-09-01`, `2026`).

    `territory` holds ISO 3166 codes, empty for everywhere; `minutes` is how long it takes, if that is known.
    """

    authors: tuple[str, ...] = ()
    publisher: str = ""
    rights_holder: str = ""
    licence: str = ""
    territory: tuple[str, ...] = ()
    issued: str = ""
    valid_until: str = ""
    curriculum: tuple[str, ...] = ()
    description: Text = Text()
    minutes: int | None = None
    has_audio: bool = False


def metadata_to_json(metadata: Metadata) -> dict[str, Any]:
    """Return the metadata as plain data; what is empty is left out."""
    plain: dict[str, Any] = {
        "authors": list(metadata.authors),
        "publisher": metadata.publisher,
        "rights_holder": metadata.rights_holder,
        "licence": metadata.licence,
        "territory": list(metadata.territory),
        "issued": metadata.issued,
        "valid_until": metadata.valid_until,
        "curriculum": list(metadata.curriculum),
        "description": text_to_json(metadata.description),
        "minutes": metadata.minutes,
        "has_audio": metadata.has_audio,
    }
    return {name: value for name, value in plain.items() if value}


def metadata_from_json(plain: Mapping[str, Any]) -> Metadata:
    """Read what `metadata_to_json` wrote."""
    return Metadata(
        authors=tuple(plain.get("authors", ())),
        publisher=plain.get("publisher", ""),
        rights_holder=plain.get("rights_holder", ""),
        licence=plain.get("licence", ""),
        territory=tuple(plain.get("territory", ())),
        issued=plain.get("issued", ""),
        valid_until=plain.get("valid_until", ""),
        curriculum=tuple(plain.get("curriculum", ())),
        description=text_from_json(plain.get("description", {})),
        minutes=plain.get("minutes"),
        has_audio=plain.get("has_audio", False),
    )
