"""«Did you mean»: slips of the keyboard and of spelling, in both languages."""

from dataclasses import replace
from pathlib import Path

import pytest
from test_index import INCLINE, INDEXES, OURS, PRIVATE, SALTS

from library_core.editions import EditionKey
from search.index import Index
from search.queries import Query
from search.spelling import did_you_mean
from variants.texts import Text


@pytest.fixture(params=INDEXES)
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Index:
    index = INDEXES[request.param](tmp_path)
    book = replace(SALTS, key=EditionKey("book"), title=Text(ru="Рабочая тетрадь", en="Exercise book"))
    secret = replace(PRIVATE, title=Text(ru="Контрольная"))
    index.take_in([INCLINE, book, secret], [], after=0, sequence=3)
    return index


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ntnhflm", "тетрадь"),
        ("Рабочая ntnhflm", None),
        (":jkj", None),
        ("ldb;tybt gj", "движение по"),
        ("штсдштув здфту", "inclined plane"),
        ("тетрать", "тетрадь"),
        ("титрать", "тетрадь"),
        ("рабочая тедрадь", "рабочая тетрадь"),
        ("наклоная", None),
        ("наклонойй", None),
        ("наклоной плоскости", "наклонной плоскости"),
        ("palne", "plane"),
        ("exercize", "exercise"),
        ("контрольнаа", None),
        ("xyzzy", None),
        ("", None),
    ],
)
def test_what_was_meant_is_told_if_it_finds_something(index: Index, typed: str, meant: str | None) -> None:
    assert did_you_mean(index, Query(school=OURS, words=typed)) == meant
