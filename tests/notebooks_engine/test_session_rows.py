"""A log is read from its rows exactly as it was written, whatever was set, and in whatever blocks."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from labs.documents.settings import SettingValue
from labs.sessions import Entry, Wish
from notebooks_engine.adapters.rows_of_sessions import BLOCK, entries_from_texts, entry_to_text

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
WORDS = st.text(alphabet="abcdef_", max_size=8)
JOINS = st.lists(st.sampled_from(["a-b", "a-c", "b-c"]), unique=True).map(lambda joins: tuple(sorted(joins)))
SETTINGS = st.fixed_dictionaries({"x": NUMBERS, "side": WORDS, "wires": JOINS})
WISHES = st.builds(
    Wish,
    settings=SETTINGS,
    at=st.floats(min_value=0, max_value=1e6),
    instrument=WORDS,
    span=WORDS,
    action=WORDS,
    amount=st.none() | NUMBERS,
)
ENTRIES = st.builds(
    Entry,
    number=st.just(0),
    kind=st.sampled_from(["reading", "action", "mishap"]),
    wish=WISHES,
    value=st.none() | NUMBERS,
    text=st.text(max_size=8),
    overload=st.booleans(),
    nothing=st.booleans(),
    mishap=WORDS,
    logged_at=st.integers(min_value=0, max_value=2**50),
)


def written(log: list[Entry]) -> list[tuple[int, str, int]]:
    befores = [None, *log][: len(log)]
    return [
        (entry.number, entry_to_text(entry, before), entry.logged_at)
        for entry, before in zip(log, befores, strict=True)
    ]


def numbered(entries: list[Entry]) -> list[Entry]:
    return [replace(entry, number=number) for number, entry in enumerate(entries, start=1)]


@settings(max_examples=60)
@given(st.lists(ENTRIES, max_size=2 * BLOCK + 3))
def test_what_is_written_is_read(entries: list[Entry]) -> None:
    log = numbered(entries)

    assert entries_from_texts(written(log)) == tuple(log)


def test_settings_stand_in_a_line_only_where_they_changed() -> None:
    starts: dict[str, SettingValue] = {"alpha": 30.0, "load": 0.1, "side": "wide"}
    log = [
        Entry(number=number, kind="reading", wish=Wish(settings={**starts, "load": load}))
        for number, load in enumerate((0.1, 0.1, 0.2), start=1)
    ]

    texts = [text for _, text, _ in written(log)]

    assert texts == [
        '{"k":"r","s":{"alpha":30,"load":0.1,"side":"wide"}}',
        '{"k":"r","s":{}}',
        '{"k":"r","s":{"load":0.2}}',
    ]


def test_a_block_begins_with_all_settings() -> None:
    wish = Wish(settings={"alpha": 30.0})
    log = [Entry(number=number, kind="reading", wish=wish) for number in range(1, BLOCK + 2)]

    assert '"alpha":30' in written(log)[BLOCK][1]
