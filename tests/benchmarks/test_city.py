"""The city that grows around a school is one that the program itself could have made."""

import contextlib
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from api.settings import Settings
from benchmarks.city import OF_A_CLASS, grow
from benchmarks.school import make_school
from benchmarks.sizes import TINY

pytestmark = pytest.mark.slow


def test_a_city_comes_in_whole_classes_and_everything_in_it_belongs_to_something(tmp_path: Path) -> None:
    own = len(make_school(tmp_path, replace(TINY, students=2)))

    grow(Settings(data=tmp_path).database_url, OF_A_CLASS + own)

    with contextlib.closing(sqlite3.connect(tmp_path / "tetrad.sqlite3")) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        (attempts, students) = database.execute(
            "SELECT count(*), count(DISTINCT student) FROM attempts"
        ).fetchone()
    assert (attempts, students) == (OF_A_CLASS + own, 30 + own)
