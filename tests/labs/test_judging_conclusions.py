"""Conclusions: what follows from one's own apparatus has to be measured on it; what any book tells hasn't."""

from dataclasses import replace

from lab_folders import read, shipped
from lab_reports import Work, honest_work, honest_work_on


def salts() -> Work:
    return honest_work_on(read(shipped("five-unlabelled-salts")), 3)


def test_salts_that_nobody_looked_at_are_a_guess() -> None:
    work = salts()

    guessed = replace(work, log=()).judged()

    assert work.judged()["tubes"].score == 1
    assert {name: guessed[name].reason for name in ("tubes", "mol1", "net1")} == dict.fromkeys(
        ("tubes", "mol1", "net1"), "not_logged"
    )
    assert guessed["tubes"].score == 0
    assert "измерено" in (guessed["tubes"].message.ru or "")


def test_fewer_readings_than_a_table_has_least_rows_are_a_guess_too() -> None:
    work = salts()
    readings = [entry for entry in work.log if entry.kind == "reading"]

    scores = [replace(work, log=tuple(readings[:count])).judged()["tubes"].score for count in (1, 2)]

    assert scores == [0, 1]


def test_what_any_book_tells_counts_without_a_reading() -> None:
    assert replace(salts(), log=()).judged()["flame"].score == 1
    assert replace(honest_work(), log=()).judged()["mass"].score == 1
