"""Dublin Core: an edition in the fifteen elements of DCMES 1.1, as harvesters expect them."""

from collections.abc import Iterator, Mapping
from typing import Final

from library_core.descriptions.dates import iso_date
from library_core.descriptions.licences import licence_address
from library_core.editions import Edition

_TYPES: Final[Mapping[str, str]] = {
    "video": "MovingImage",
    "application": "InteractiveResource",
    "lab": "InteractiveResource",
    "course": "Collection",
}


def describe_in_dublin_core(edition: Edition, address: str) -> Iterator[tuple[str, str, str]]:
    """Yield the element, its words and their language (empty where there is none); `address`: of its page."""
    metadata = edition.metadata
    for language in edition.title.languages:
        yield "title", edition.title.in_language(language), language
    for language in metadata.description.languages:
        yield "description", metadata.description.in_language(language), language
    plain = (
        ("creator", metadata.authors),
        ("subject", (edition.subject, edition.section, *edition.skills, *metadata.curriculum)),
        ("publisher", (metadata.publisher,)),
        ("date", (metadata.issued or iso_date(edition.published_at),)),
        ("type", (_TYPES.get(edition.work.kind, "Text"),)),
        ("identifier", (address, edition.work.name)),
        ("language", edition.languages),
        ("coverage", metadata.territory),
        ("rights", (metadata.rights_holder, licence_address(metadata.licence))),
    )
    for name, values in plain:
        for words in values:
            if words:
                yield name, words, ""
