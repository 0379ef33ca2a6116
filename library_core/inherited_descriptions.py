"""What a publisher said of a work before holds for its next package too, wherever that is silent."""

from library_core.editions import Edition
from library_core.metadata import metadata_from_json, metadata_to_json
from library_core.review import Description


def inherited_description(edition: Edition, before: Edition) -> Description:
    """Return what is said of an edition, completed by what was said of an earlier one of the same work.

    Whether there is audio is never inherited: each package shows that itself.
    """
    known = {name: said for name, said in metadata_to_json(before.metadata).items() if name != "has_audio"}
    return Description(
        title=edition.title,
        subject=edition.subject or before.subject,
        section=edition.section or before.section,
        grades=edition.grades or before.grades,
        languages=edition.languages or before.languages,
        metadata=metadata_from_json(known | metadata_to_json(edition.metadata)),
    )
