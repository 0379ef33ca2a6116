"""A template with a mistake put in is not published: of 200 at least 99 in 100 are blocked."""

from pathlib import Path

import pytest
from mutated_templates import KINDS, Mutant, is_equivalent, mutants

from content.tables import library_tables
from variants.problems import DocumentRefused
from variants.proofs.proving import prove_task
from variants.templates.reading.task_reading import read_task

FILES = sorted((Path(__file__).parents[3] / "content" / "tasks").rglob("*.yaml"))
DOCUMENTS = {file.stem: file.read_text(encoding="utf-8") for file in FILES}
SIZE = 60
"""Variants looked at in each: what is wrong with a template is wrong with most of its variants."""


def is_blocked(mutant: Mutant) -> bool:
    try:
        prove_task(read_task(mutant.text, document=mutant.name, tables=library_tables()), size=SIZE)
    except DocumentRefused:
        return True
    return False


def counts(mutant: Mutant) -> bool:
    original = read_task(DOCUMENTS[mutant.name], document=mutant.name, tables=library_tables())
    return not is_equivalent(original, mutant.text, dict(library_tables()))


@pytest.mark.slow
def test_of_200_mutated_templates_99_in_100_are_blocked() -> None:
    wrong = [mutant for mutant in mutants(DOCUMENTS, 240) if counts(mutant)][:200]

    passed = [f"{mutant.name}, {mutant.said}" for mutant in wrong if not is_blocked(mutant)]

    assert len(wrong) == 200
    assert len(passed) <= 2, passed


def test_mutants_are_the_same_each_time_and_of_all_kinds() -> None:
    found = list(mutants(DOCUMENTS, 20))

    assert found == list(mutants(DOCUMENTS, 20))
    assert {mutant.kind for mutant in found} == set(KINDS)
    assert all(mutant.text != DOCUMENTS[mutant.name] for mutant in found)


def test_a_change_that_no_key_notices_is_equivalent() -> None:
    text = DOCUMENTS["block-on-incline"]
    task = read_task(text, document="task", tables=library_tables())

    assert is_equivalent(task, text.replace("# check", "# checked"), dict(library_tables()))
    assert not is_equivalent(task, text.replace("unit: kg", "unit: g"), dict(library_tables()))
