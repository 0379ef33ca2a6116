"""Textbooks exported: what of an edition goes into a package, found for a school or by name."""

from collections.abc import Mapping

from api.bootstrap import Application
from library_core.editions import Edition, EditionKey, EditionMissing
from library_core.formats.epub_writing.exporting import Exported
from library_core.library import Library
from library_core.objects import ObjectKey
from library_core.people import LIBRARY, SchoolKey
from library_core.textbooks.book import Clip
from library_core.works import full_name


def exported_edition(application: Application, school: SchoolKey, key: EditionKey) -> Exported:
    """Return what is exported of a textbook's edition. Raises EditionMissing."""

    def find(library: Library) -> Exported:
        edition = library.editions.find(school, key)
        book = library.textbooks.outline(key) if edition is not None else None
        if edition is None or book is None:
            raise EditionMissing(key)
        clips = {each.path: library.textbooks.clips(key, each.path) for each in book.documents}
        return Exported(
            manifest=edition.manifest, clips=clips, sounds=_sounds(library, school, edition, clips)
        )

    return application.read(lambda unit: find(unit.library))


def find_exported(application: Application, name: str) -> Exported | None:
    """Return what is exported of a textbook of the library by its name, or by the key of an edition."""
    full = full_name(name, LIBRARY)
    published = application.read(lambda unit: unit.library.editions.published(LIBRARY, (full,)))
    key = published[full].key if full in published else EditionKey(name)
    try:
        return exported_edition(application, LIBRARY, key)
    except EditionMissing:
        return None


def _sounds(
    library: Library, school: SchoolKey, edition: Edition, clips: Mapping[str, tuple[Clip, ...]]
) -> Mapping[str, ObjectKey]:
    recipes = {clip.audio for each in clips.values() for clip in each if clip.origin == "synthetic"}
    found = {recipe: library.derived.find(school, edition.key, recipe) for recipe in sorted(recipes)}
    return {recipe: key for recipe, key in found.items() if key is not None}
