"""The promises of a search index, tested against every implementation."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from library_core.editions import EditionKey
from library_core.people import LIBRARY, SchoolKey
from search.adapters.tantivy_index import TantivyIndex
from search.adapters.whoosh_index import WhooshIndex
from search.index import Index
from search.queries import Query
from search.records import Record
from variants.texts import Text

INDEXES: dict[str, Callable[[Path], Index]] = {"whoosh": WhooshIndex, "tantivy": TantivyIndex}
OURS, THEIRS = SchoolKey("ours"), SchoolKey("theirs")
INCLINE = Record(
    key=EditionKey("incline"),
    school=LIBRARY,
    name="library/incline",
    kind="notebook",
    number=1,
    title=Text(en="Motion on an inclined plane", ru="Движение по наклонной плоскости"),
    subject="physics",
    section="mechanics",
    grades=(9, 10),
    languages=("en", "ru"),
    skills=("newton-second-law",),
    words=Text(en="A block slides down with friction.", ru="Брусок съезжает, ускоряясь; учтём трение."),
    publisher="Дом «Наука»",
    licence="CC-BY-4.0",
    minutes=40,
    published_at=2_000,
)
SALTS = Record(
    key=EditionKey("salts"),
    school=LIBRARY,
    name="library/salts",
    kind="notebook",
    number=2,
    title=Text(ru="Реакции кислот, оснований и солей"),
    subject="chemistry",
    section="inorganic",
    grades=(8, 9),
    languages=("ru",),
    words=Text(ru="Серная кислота H2SO4 реагирует с ещё одним основанием; движение ионов."),
    minutes=15,
    has_audio=True,
    published_at=3_000,
    popularity=7,
)
FRICTION = replace(
    INCLINE,
    key=EditionKey("task"),
    name="library/friction",
    kind="task",
    title=Text(en="Friction"),
    passages="Второй закон: F = m·a, ускорение до 10 м/с² на плоскости наклонной.",
    minutes=46,
    published_at=1_000,
    popularity=9,
)
PRIVATE = replace(SALTS, key=EditionKey("private"), school=THEIRS, name="theirs/salts")


@pytest.fixture(params=INDEXES, scope="module")
def how(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def index(how: str, tmp_path: Path) -> Index:
    index = INDEXES[how](tmp_path)
    index.take_in([INCLINE, SALTS, FRICTION, PRIVATE], [], after=0, sequence=4)
    return index


def names(index: Index, **wanted: object) -> list[str]:
    found = index.find(Query(school=OURS, **wanted))  # type: ignore[arg-type]
    return [record.name.removeprefix("library/") for record in found.records]


def test_a_record_comes_back_as_it_was_taken_in_but_for_its_text(index: Index) -> None:
    record = replace(SALTS, authors=("I. Newton",), skills=("acids",), description=Text(en="On salts"))
    index.take_in([record], [], after=4, sequence=5)

    found = index.find(Query(school=OURS, words="соли")).records

    assert found == (replace(record, words=Text()),)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("наклонная плоскость", ["incline", "friction"]),
        ("НАКЛОННЫХ ПЛОСКОСТЕЙ", ["incline", "friction"]),
        ("«наклонной плоскости»", ["incline"]),
        ('"inclined planes"', ["incline"]),
        ('"plane inclined"', []),
        ('"inclined plane" friction', ["incline"]),
        ('"трение"', ["friction", "incline"]),
        ('"inclined pla', []),
        ("F=ma", ["friction"]),
        ("f = ma", ["friction"]),
        ("F=mb", []),
        ("м/с²", ["friction"]),
        ("10 м/с^2", ["friction"]),
        ("H₂SO₄", ["salts"]),
        ("Н2SО4", ["salts"]),
        ("Наука", ["friction", "incline"]),
        ("inclined planes", ["incline"]),
        ("кислота", ["salts"]),
        ("еще", ["salts"]),
        ("h2so4", ["salts"]),
        ("движения", ["incline", "salts"]),
        ("трение", ["friction", "incline"]),
        ("накл", ["incline", "friction"]),
        ("плоскость кислота", []),
        ("mechanics", ["friction", "incline"]),
        ("newton", ["friction", "incline"]),
        ('AND OR NOT * ( " field:', []),
        ("!?…", ["salts", "friction", "incline"]),
        ("", ["salts", "friction", "incline"]),
        ("x" * 10_000, ["salts", "friction", "incline"]),
    ],
)
def test_all_words_are_found_in_any_form(index: Index, words: str, expected: list[str]) -> None:
    assert sorted(names(index, words=words)) == sorted(expected)


def test_a_title_counts_more_than_the_text(index: Index) -> None:
    assert names(index, words="движение") == ["incline", "salts"]
    assert names(index, words="friction")[0] == "friction"


def test_a_formula_counts_more_than_the_letters_it_is_made_of(index: Index) -> None:
    letters = replace(INCLINE, key=EditionKey("letters"), name="library/letters", words=Text(en="F ma " * 9))
    index.take_in([letters], [], after=4, sequence=5)

    assert names(index, words="F=ma") == ["friction", "letters"]


@pytest.mark.parametrize("words", ["", "трение"])
def test_what_is_newest_or_most_assigned_comes_first(index: Index, words: str) -> None:
    wanted = [name for name in ("salts", "incline", "friction") if name != "salts" or not words]

    assert names(index, words=words, sort="newest") == wanted
    assert names(index, words=words, sort="assigned") == sorted(
        wanted, key=["friction", "salts", "incline"].index
    )


def test_without_words_what_is_assigned_most_comes_first(index: Index) -> None:
    assert names(index) == ["friction", "salts", "incline"]


def test_titles_alone_are_looked_through_if_asked(index: Index) -> None:
    assert names(index, words="трен", titles_only=True) == []
    assert names(index, words="fric", titles_only=True) == ["friction"]


def test_kinds_hold_while_no_kind_is_asked_for(index: Index) -> None:
    found = index.find(Query(school=OURS, kinds=("notebook",)))

    assert (found.total, found.counts["kind"], found.counts["section"]) == (
        2,
        {"notebook": 2, "task": 1},
        {"inorganic": 1, "mechanics": 1},
    )
    assert names(index, kinds=("notebook",), kind="task") == ["friction"]


def test_words_are_known_from_what_the_school_may_read(index: Index) -> None:
    secret = replace(PRIVATE, key=EditionKey("secret"), title=Text(ru="Тайна"))
    index.take_in([secret], [], after=4, sequence=5)

    forms = ["трение", "движение", "тайна", "нет"]

    assert index.known(OURS, forms) == {"трение": 2, "движение": 2}
    assert index.known(THEIRS, forms) == {"трение": 2, "движение": 4, "тайна": 1}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"kind": "task"}, ["friction"]),
        ({"subject": "chemistry"}, ["salts"]),
        ({"section": "mechanics"}, ["friction", "incline"]),
        ({"grade": 8}, ["salts"]),
        ({"grade": 9}, ["friction", "salts", "incline"]),
        ({"grade": 1}, []),
        ({"language": "en", "kind": "notebook"}, ["incline"]),
        ({"publisher": "Дом «Наука»"}, ["friction", "incline"]),
        ({"licence": "CC-BY-4.0", "kind": "task"}, ["friction"]),
        ({"duration": "to-15"}, ["salts"]),
        ({"duration": "to-45"}, ["incline"]),
        ({"duration": "over-45"}, ["friction"]),
        ({"audio": "yes"}, ["salts"]),
        ({"subject": "chemistry", "grade": 10}, []),
    ],
)
def test_all_filters_have_to_fit(index: Index, filters: dict[str, object], expected: list[str]) -> None:
    assert names(index, **filters) == expected


def test_nothing_of_another_school_is_found_or_counted(index: Index) -> None:
    ours = index.find(Query(school=OURS, words="кислота"))
    theirs = index.find(Query(school=THEIRS, words="кислота"))

    assert (ours.total, ours.counts["subject"]) == (1, {"chemistry": 1})
    assert theirs.total == 2


def test_counts_say_what_each_value_of_a_filter_would_leave(index: Index) -> None:
    found = index.find(Query(school=OURS, subject="physics"))

    assert found.counts["subject"] == {"chemistry": 1, "physics": 2}
    assert found.counts["kind"] == {"notebook": 1, "task": 1}
    assert found.counts["grade"] == {"10": 2, "9": 2}
    assert found.counts["language"] == {"en": 2, "ru": 2}
    assert found.counts["publisher"] == {"Дом «Наука»": 2}
    assert found.counts["duration"] == {"to-45": 1, "over-45": 1}
    assert found.counts["audio"] == {}


def test_nothing_is_counted_for_a_query_that_does_not_ask(index: Index) -> None:
    assert index.find(Query(school=OURS, counted=False)).counts == {}


def test_pages_part_the_records_and_the_total_is_of_all(index: Index) -> None:
    pages = [index.find(Query(school=OURS, page=page, size=2)) for page in (1, 2, 3)]

    assert [len(page.records) for page in pages] == [2, 1, 0]
    assert {page.total for page in pages} == {3}


def test_a_record_taken_in_again_takes_the_place_of_the_earlier(index: Index) -> None:
    index.take_in([replace(INCLINE, title=Text(en="Ramp"))], [], after=4, sequence=5)

    assert names(index, words="ramp") == ["incline"]
    assert names(index, words="plane") == []


def test_what_is_gone_is_found_no_more(index: Index) -> None:
    index.take_in([], [SALTS.key], after=4, sequence=5)

    assert names(index) == ["friction", "incline"]
    assert index.sequence() == 5


def test_a_follower_that_comes_late_changes_nothing(index: Index) -> None:
    index.take_in([], [SALTS.key], after=3, sequence=4)

    assert names(index, words="кислота") == ["salts"]


RANDOM = Random(1)
TEXTS = [" ".join(RANDOM.choices([f"word{i}" for i in range(8)], k=5)) for _ in range(600)]


@pytest.fixture(scope="module")
def of_words(how: str, tmp_path_factory: pytest.TempPathFactory) -> Index:
    """An index of TEXTS, each the words of one record of three subjects."""
    index = INDEXES[how](tmp_path_factory.mktemp("index"))
    records = [
        replace(INCLINE, key=EditionKey(str(i)), name=str(i), words=Text(en=text), subject=str(i % 3))
        for i, text in enumerate(TEXTS)
    ]
    index.take_in(records, [], after=0, sequence=1)
    return index


@pytest.mark.parametrize("words", ["word1", "word1 word2", "word1 wor", "word1 word2 word3", ""])
def test_many_records_are_found_page_by_page_exactly(of_words: Index, words: str) -> None:
    pages = [Query(school=OURS, words=words, subject="1", page=page, size=25) for page in range(1, 10)]
    found = sorted(int(record.name) for page in pages for record in of_words.find(page).records)

    wanted = words.replace("wor ", "").removesuffix(" wor").split()
    assert found == [i for i, text in enumerate(TEXTS) if i % 3 == 1 and set(wanted) <= set(text.split())]


@pytest.fixture(scope="module")
def of_schools(how: str, tmp_path_factory: pytest.TempPathFactory) -> Index:
    """An index of 900 records that belong to three schools in turn."""
    index = INDEXES[how](tmp_path_factory.mktemp("index"))
    schools = [LIBRARY, OURS, THEIRS]
    records = [
        replace(SALTS, key=EditionKey(str(i)), name=str(i), school=schools[i % 3], published_at=i)
        for i in range(900)
    ]
    index.take_in(records, [], after=0, sequence=1)
    return index


@pytest.mark.parametrize("sort", ["newest", "assigned"])
def test_own_works_stand_in_order_among_those_of_the_library(of_schools: Index, sort: str) -> None:
    pages = [Query(school=OURS, sort=sort, page=page, size=50) for page in (*range(1, 14), 3)]  # type: ignore[arg-type]
    found = [int(record.name) for page in pages for record in of_schools.find(page).records]

    expected = [i for i in reversed(range(900)) if i % 3 < 2]
    assert found == [*expected, *expected[100:150]]


@pytest.mark.parametrize(("best", "other"), [(OURS, LIBRARY), (LIBRARY, OURS)])
def test_own_works_weigh_as_much_as_those_of_the_library(
    index: Index, best: SchoolKey, other: SchoolKey
) -> None:
    short = replace(FRICTION, key=EditionKey("a"), school=best, name="short", title=Text(en="Levers"))
    long = replace(FRICTION, key=EditionKey("b"), school=other, name="long", title=Text(en="On old levers"))
    index.take_in([long, short], [], after=4, sequence=5)

    assert names(index, words="lever ") == ["short", "long"]


@pytest.mark.parametrize("beginning", ["th", "theirs", "7468", "\x1f74", "school"])
def test_marks_of_other_schools_are_no_words(index: Index, beginning: str) -> None:
    assert names(index, words=beginning) == names(index, words=beginning, titles_only=True) == []


@pytest.mark.parametrize(("page", "size"), [(0, 20), (1, 0), (1, 1000)])
def test_pages_are_bounded(page: int, size: int) -> None:
    with pytest.raises(ValueError, match="pages"):
        Query(school=OURS, page=page, size=size)
