"""The tie *edition in the catalogue*: nobody is shown, assigned or practises what is still a draft."""

from typing import Final

from api.web.visits import Visit
from content.readers import LAB, NOTEBOOK
from library_core.editions import Edition, EditionKey, EditionMissing, State

_SHOWN: Final[tuple[State, ...]] = ("published", "superseded")


def find_catalogued(visit: Visit) -> Edition:
    """Return the notebook or lab that the path names, if the reader's school finds it in its catalogue.

    One that a later edition has replaced is still shown to who kept its address. Raises EditionMissing.
    """
    school, key = visit.reader.school, EditionKey(visit.path["edition"])
    edition = visit.read(lambda unit: unit.library.editions.find(school, key))
    if edition is None or edition.work.kind not in (NOTEBOOK, LAB) or edition.state not in _SHOWN:
        raise EditionMissing(key)
    return edition
