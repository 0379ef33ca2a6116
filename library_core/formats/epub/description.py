"""What a package document says of the book as a whole: title, people, rights, dates, cover."""

import math
import re
from collections.abc import Iterator
from typing import Final

from library_core.formats.epub.addresses import language_code
from library_core.formats.epub.archive import EpubArchive
from library_core.formats.epub.overlays import clock_value
from library_core.formats.epub.package import Package
from library_core.formats.epub.spine import items_by_id
from library_core.metadata import Metadata
from variants.texts import Text

LONGEST: Final = 1_000
LONGEST_DESCRIPTION: Final = 10_000
MOST_VALUES: Final = 50
_DATE: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_TAG: Final = re.compile(r"<[^<>]{0,500}>")


def title_of(package: Package) -> str:
    """Return the main title, or the first."""
    mains = {item.refines for item in package.metadata if (item.name, item.value) == ("title-type", "main")}
    titles = [item for item in package.metadata if item.name == "dc:title" and item.value]
    main = next((item.value for item in titles if item.id and item.id in mains), "")
    return (main or next((item.value for item in titles), ""))[:LONGEST]


def language_of(package: Package) -> str:
    """Return the language of the book, as written (`ru`, `en-GB`)."""
    return next(
        filter(None, map(language_code, package.values("dc:language"))), language_code(package.language)
    )


def text_in(language: str, words: str) -> Text:
    """Return words in the language of a book; of other languages than ours they stand as English."""
    if not words:
        return Text()
    return Text(ru=words) if language.lower().partition("-")[0] == "ru" else Text(en=words)


def metadata_of(package: Package, *, has_audio: bool) -> Metadata:
    """Return what the publisher says in the package document."""
    description = _plain(next(iter(package.values("dc:description")), ""))[:LONGEST_DESCRIPTION]
    return Metadata(
        authors=tuple(dict.fromkeys(_short(package.values("dc:creator")))),
        publisher=next(_short(package.values("dc:publisher")), ""),
        rights_holder=next(
            _short((*package.values("dcterms:rightsHolder"), *package.values("tetrad:rights-holder"))), ""
        ),
        licence=_licence(package),
        territory=tuple(_short(package.values("tetrad:territory"))),
        issued=_issued(package),
        curriculum=tuple(_short(package.values("tetrad:curriculum"))),
        description=text_in(language_of(package), description),
        minutes=_minutes(package),
        has_audio=has_audio,
    )


def cover_of(package: Package, archive: EpubArchive) -> str:
    """Return the path of the picture of the cover, empty if there is none."""
    items = items_by_id(package)
    named = [items[value] for value in package.values("cover") if value in items]
    marked = [item for item in package.manifest if "cover-image" in item.properties]
    for item in (*marked, *named):
        if item.path in archive and item.media_type.startswith("image/"):
            return item.path
    return ""


def _short(values: tuple[str, ...]) -> Iterator[str]:
    return (value[:LONGEST] for value in values[:MOST_VALUES] if value)


def _plain(words: str) -> str:
    """Return a description without the HTML that some publishers write into it."""
    return " ".join(_TAG.sub(" ", words).split())


def _licence(package: Package) -> str:
    """Return the licence by its own entry, else by a link, else what is said of rights."""
    links = (
        item.value
        for item in package.metadata
        if item.name == "link" and "license" in item.attributes.get("rel", "").lower()
    )
    named = (*package.values("tetrad:licence"), *package.values("dcterms:license"), *links)
    return next(_short((*named, *package.values("dc:rights"))), "")


def _issued(package: Package) -> str:
    events = {"publication": 0, "": 1, "creation": 2, "modification": 3}
    dates = [item for item in package.metadata if item.name == "dc:date" and not item.refines]
    dates.sort(key=lambda item: events.get(item.attributes.get("opf:event", ""), 2))
    found = (_DATE.match(item.value) for item in dates)
    return next((each[0] for each in found if each), "")


def _minutes(package: Package) -> int | None:
    durations = (clock_value(value) for value in package.values("media:duration"))
    milliseconds = next((value for value in durations if value), None)
    return None if milliseconds is None else math.ceil(milliseconds / 60_000)
