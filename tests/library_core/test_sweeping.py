"""Forgotten objects are swept and no other, also while editions are published; damage is found."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from databases import DATABASES, lent_database
from hypothesis import given, settings
from hypothesis import strategies as st
from press_of_toys import OURS, card, open_press, our_act
from sqlalchemy import String
from stores import STORES, Kept, lent_store

from library_core.adapters.database import Database
from library_core.adapters.folder_objects import FolderObjects
from library_core.adapters.folder_parts import FolderParts
from library_core.adapters.sql_references import COLUMNS
from library_core.adapters.tables import metadata
from library_core.moving import copy_objects
from library_core.objects import ObjectKey, put_bytes, read_object
from library_core.publishing import Press, files_of, publish
from library_core.sweeping import GraceTooShort, limit_of, sweep_objects
from library_core.uploading import Dock, upload_whole
from library_core.verifying import verify_objects

FAR = 1 << 50
"""A time that nobody sees: everything is old."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A press, what keeps its objects, and where uploads arrive."""

    press: Press
    kept: Kept
    dock: Dock


@pytest.fixture
def place(database: Database, kept: Kept, tmp_path: Path) -> Place:
    press = replace(open_press(database, tmp_path), objects=kept.store)
    dock = Dock(
        library=press.library,
        objects=press.objects,
        parts=FolderParts(tmp_path / "parts"),
        new_key=press.new_key,
        largest=1000,
        quota=1000,
    )
    return Place(press=press, kept=kept, dock=dock)


def sweep(place: Place, put_before: int = FAR, *, dry_run: bool = False) -> set[ObjectKey]:
    swept = sweep_objects(place.press.objects, place.press.library, put_before=put_before, dry_run=dry_run)
    return {each.key for each in swept}


def test_only_what_nothing_leads_to_is_swept(place: Place) -> None:
    edition = publish(place.press, card("one"), our_act())
    upload = upload_whole(place.dock, "book", b"uploaded", our_act())
    forgotten = put_bytes(place.press.objects, b"forgotten")

    assert sweep(place, dry_run=True) == sweep(place) == {forgotten}

    assert files_of(place.press.objects, edition) == {"one.txt": b"words"}
    derived = place.press.library.read(lambda library: library.derived.find(OURS, edition.key, "upper 1"))
    assert derived is not None
    assert upload.object is not None
    assert read_object(place.press.objects, derived) == b"WORDS"
    assert read_object(place.press.objects, upload.object) == b"uploaded"


def test_what_was_put_lately_stays(place: Place) -> None:
    put_bytes(place.press.objects, b"being published")

    assert sweep(place, int(time.time() * 1000) - 3_600_000) == set()


def test_a_grace_is_an_hour_at_least() -> None:
    with pytest.raises(GraceTooShort):
        limit_of(10_000_000, 3_599_999)
    assert limit_of(10_000_000, 3_600_000) == 6_400_000


def test_every_column_of_objects_is_followed() -> None:
    known = {str(column) for _, column, _ in COLUMNS}
    named = {
        str(column)
        for table in metadata.tables.values()
        for column in table.c
        if column.name in {"object", "html"} and isinstance(column.type, String)
    }

    assert known == named


def test_editions_published_during_sweeps_keep_their_objects(place: Place) -> None:
    """Their objects lie there, old and with nothing that leads to them, when they are published."""
    for number in range(40):
        put_bytes(place.press.objects, f"words {number}".encode())
    time.sleep(place.kept.exact + 0.05)
    begin, ended = int(time.time() * 1000), threading.Event()

    def sweeping() -> None:
        while not ended.is_set():
            sweep(place, begin)

    with ThreadPoolExecutor(2) as sweepers:
        running = [sweepers.submit(sweeping) for _ in range(2)]
        cards = [
            publish(place.press, card(f"card-{number}", f"words {number}"), our_act()) for number in range(40)
        ]
        ended.set()
        assert [each.result() for each in running] == [None, None]

    for number, edition in enumerate(cards):
        assert files_of(place.press.objects, edition) == {f"card-{number}.txt": f"words {number}".encode()}


@pytest.mark.parametrize("backend", DATABASES)
@pytest.mark.parametrize("of", STORES)
@given(words=st.lists(st.sampled_from("abcd"), max_size=12), data=st.data())
@settings(max_examples=15, deadline=None)
def test_whatever_is_published_and_forgotten_only_the_forgotten_goes(
    request: pytest.FixtureRequest, of: str, backend: str, words: list[str], data: st.DataObject
) -> None:
    folder = request.getfixturevalue("tmp_path_factory").mktemp("place")
    with lent_database(request, folder, backend) as database:
        press = replace(open_press(database, folder), objects=lent_store(request, folder, of).store)
        _publish_and_forget(press, words, data)


def _publish_and_forget(press: Press, words: list[str], data: st.DataObject) -> None:
    kept: dict[str, ObjectKey] = {}
    for number, word in enumerate(words):
        if data.draw(st.booleans()):
            edition = publish(press, card(f"card-{number}", word), our_act())
            kept[word] = edition.manifest[f"card-{number}.txt"]
        else:
            put_bytes(press.objects, word.encode())

    swept = {each.key for each in sweep_objects(press.objects, press.library, put_before=FAR)}

    assert swept.isdisjoint(kept.values())
    assert all(read_object(press.objects, key) == word.encode() for word, key in kept.items())
    assert list(sweep_objects(press.objects, press.library, put_before=FAR)) == []


def test_verifying_names_what_is_damaged_and_missing(place: Place) -> None:
    edition = publish(place.press, card("one"), our_act())
    other = publish(place.press, card("two", "other"), our_act())
    damaged, missing = edition.manifest["one.txt"], other.manifest["two.txt"]
    place.kept.damage(damaged, b"wordX")
    place.kept.lose(missing)

    found = list(verify_objects(place.press.objects, place.press.library))

    problems = {each.key: (each.problem, each.holders) for each in found if each.problem}
    assert problems == {
        damaged: ("damaged", ("ours/one: one.txt",)),
        missing: ("missing", ("ours/two: two.txt",)),
    }
    assert len(found) == 4


def test_a_copy_goes_on_where_it_stopped_and_brings_no_damage(kept: Kept, tmp_path: Path) -> None:
    source = FolderObjects(tmp_path / "source")
    keys = [put_bytes(source, bytes([number]) * 1000) for number in range(5)]
    put_bytes(kept.store, bytes([1]) * 1000)
    (tmp_path / "source" / keys[2][:2] / keys[2][2:]).write_bytes(b"rotten")

    first = {copied.object.key: copied.outcome for copied in copy_objects(source, kept.store)}
    again = {copied.object.key: copied.outcome for copied in copy_objects(source, kept.store)}

    assert first == {key: "copied" for key in keys} | {keys[1]: "there already", keys[2]: "damaged"}
    assert again == {key: "there already" for key in keys} | {keys[2]: "damaged"}
    assert {entry.key for entry in kept.store.entries()} == set(keys) - {keys[2]}
