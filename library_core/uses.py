"""What a document uses: names as an author writes them, and the exact editions that they mean today."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from library_core.editions import Edition, EditionKey
from library_core.library import Library
from library_core.people import SchoolKey
from library_core.works import KINDS, full_name
from variants.problems import DocumentRefused, Problem
from variants.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A name in a document (`name` of the same school, or `school/name`), the kind meant, and the place.

    An empty kind means any: a scenario may use whatever the library holds.
    """

    name: str
    kind: str
    document: str
    line: int = 0
    column: int = 0


def resolve(library: Library, school: SchoolKey, uses: Sequence[Use]) -> Mapping[str, EditionKey]:
    """Return the edition in the catalogue that each name means. Raises DocumentRefused with all problems."""
    published = library.editions.published(school, {full_name(use.name, school) for use in uses})
    found = {use.name: published.get(full_name(use.name, school)) for use in uses}
    problems = [
        _problem(library, school, use)
        for use in uses
        if (edition := found[use.name]) is None or use.kind not in ("", edition.work.kind)
    ]
    if problems:
        raise DocumentRefused(problems)
    return {name: edition.key for name, edition in found.items() if edition is not None}


def uses_today(library: Library, edition: Edition) -> Mapping[str, EditionKey]:
    """Return what the edition's names mean today; a work that left the catalogue stays as it was."""
    school = edition.work.school
    published = library.editions.published(school, {full_name(name, school) for name in edition.uses})
    return {
        name: published[full_name(name, school)].key if full_name(name, school) in published else pinned
        for name, pinned in edition.uses.items()
    }


def _problem(library: Library, school: SchoolKey, use: Use) -> Problem:
    kinds = (use.kind,) if use.kind else KINDS
    names = [name for kind in kinds for name in library.editions.catalogue_names(school, kind)]
    written = {name.removeprefix(f"{school}/") for name in names}
    close = difflib.get_close_matches(use.name, sorted(written), n=1)
    if not close:
        close = [name for name in sorted(written) if name.endswith(f"/{use.name}")][:1]
    en = f"`{use.name}` is not a published {use.kind or 'work'}"
    of_kind = f" вида «{use.kind}»" if use.kind else ""
    ru = f"`{use.name}`: такого опубликованного документа{of_kind} нет"
    if close:
        en, ru = f"{en}; did you mean `{close[0]}`?", f"{ru}; может быть, `{close[0]}`?"
    return Problem(document=use.document, line=use.line, column=use.column, message=Text(en=en, ru=ru))
