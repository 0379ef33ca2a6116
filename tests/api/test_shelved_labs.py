"""A lab of the library by itself: read, supplied, assigned as a notebook, corrected, proven later."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from databases import sqlite_settings

from api.bootstrap import Application, open_application
from api.jobs.pools import ask_for_pools, unprepared
from api.jobs.working import work_off
from api.rekeying import rekeying, restating
from api.task_pools import prove_later, supply_published_lab
from api.web.visits import present
from content.loader import built_in
from content.readers import LAB, readers
from content.tables import library_tables
from labs.documents.lab import Lab
from library_core.editions import Edition, EditionKey, EditionMissing
from library_core.library import Act
from library_core.library import Library as Repositories
from library_core.people import LIBRARY, School, SchoolKey
from library_core.publishing import Upload, publish
from notebooks_engine.documents.slots import Slot
from notebooks_engine.pinning import PinnedTask
from variants.keys import QuantityKey
from variants.problems import DocumentRefused
from variants.variant import Variant

FRICTION = "friction-on-an-incline"
SCHOOL = SchoolKey("school")
Change = tuple[tuple[str, ...], str]


@dataclass(frozen=True)
class Library:
    application: Application
    derive: Callable[[Lab], Mapping[str, bytes]] = supply_published_lab

    def put(self, **changes: Change) -> Edition:
        """Publish the lab, with fields of its document changed: the path inside and the text."""
        folder = built_in().joinpath("labs").joinpath(FRICTION)
        files = {entry.name: entry.read_bytes() for entry in folder.iterdir()}
        document = yaml.load(files["lab.yaml"], Loader=yaml.BaseLoader)
        for field, (path, text) in changes.items():
            place = document[field]
            for name in path[:-1]:
                place = place[name]
            place[path[-1]] = text
        files["lab.yaml"] = yaml.safe_dump(document, allow_unicode=True, sort_keys=False).encode()
        press = replace(self.application.press, readers=readers(library_tables(), prove_later, self.derive))
        press.library.write(_add_library)
        return publish(press, Upload(kind=LAB, files=files), Act(school=LIBRARY, at=present()))

    def variant(self, edition: Edition) -> Variant:
        return self.application.shelf.supply(SCHOOL, edition.key).assemble(0)


def _add_library(library: Repositories) -> None:
    if library.people.find_school(LIBRARY) is None:
        library.people.add_school(School(key=LIBRARY, name="Tetrad"))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with contextlib.closing(open_application(sqlite_settings(tmp_path))) as application:
        yield Library(application)


def test_a_lab_by_itself_is_a_notebook_of_one_slot(library: Library) -> None:
    edition, shelf = library.put(), library.application.shelf

    notebook, pinned = shelf.notebook(SCHOOL, edition.key), shelf.pinned(SCHOOL, edition.key)

    assert notebook.blocks == (Slot(name="1", points=Fraction(10), tasks=(FRICTION,), lab=True),)
    assert notebook.languages == ("en", "ru")
    assert pinned.slots[0].tasks == (PinnedTask(name=FRICTION, edition=edition.key),)
    assert pinned.slots[0].lab


def test_a_lab_supplies_variants_with_its_report(library: Library) -> None:
    edition = library.put()

    variant = library.variant(edition)

    assert variant.points == 100
    assert {given.name for given in variant.given if given.hidden} == {"mu", "gate"}
    assert library.application.shelf.lab(SCHOOL, edition.key).id == FRICTION


def test_only_a_lab_is_a_lab(library: Library) -> None:
    library.put()

    with pytest.raises(EditionMissing):
        library.application.shelf.lab(SCHOOL, EditionKey("another"))
    with pytest.raises(EditionMissing):
        library.application.shelf.task(SCHOOL, library.put().key)


def test_a_published_lab_gets_its_pool_beside_the_server(library: Library) -> None:
    library = replace(library, derive=prove_later)
    edition = library.put()
    assert [one.key for one in unprepared(library.application)] == [edition.key]
    ask_for_pools(library.application)

    work_off(library.application)

    assert unprepared(library.application) == ()
    assert library.variant(edition).points == 100


def test_a_corrected_key_of_a_lab_keeps_its_apparatus(library: Library) -> None:
    former = library.put()
    seen = library.variant(former)
    newest = library.put(ask=(("mu", "tolerance"), "10%"))

    keyed = rekeying(library.application.shelf, SCHOOL, former, newest)(seen)

    assert keyed.given == seen.given
    before, after = (one.asks[0].key for one in (seen, keyed))
    assert isinstance(before, QuantityKey)
    assert isinstance(after, QuantityKey)
    assert before.value == after.value
    assert before.tolerance.relative != Fraction(1, 10) == after.tolerance.relative
    assert sum(ask.points for ask in keyed.asks) == 100
    assert [ask.name for ask in keyed.asks] == [ask.name for ask in seen.asks]


def test_an_edition_with_another_bench_judges_nothing_measured_before(library: Library) -> None:
    former = library.put()
    seen = library.variant(former)
    newest = library.put(instruments=(("timer", "noise"), "0.0006"))

    with pytest.raises(DocumentRefused, match="another bench"):
        rekeying(library.application.shelf, SCHOOL, former, newest)(seen)


def test_a_lab_is_restated_with_its_new_words(library: Library) -> None:
    former = library.put()
    newest = library.put(purpose=(("en",), "Does the load matter?"))

    text = restating(library.application.shelf, SCHOOL, newest, library.variant(former))

    assert "Does the load matter?" in text.in_language("en")
