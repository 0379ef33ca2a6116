"""Refusals are said in both languages, whatever was sent is called what it is, and no hole stays open."""

import re

import pytest

from library_core.formats.epub.refusals import APPLICATION, BOOK, Called, say_refusal
from library_core.formats.findings import Finding
from variants.texts import LANGUAGES

IDENTIFIERS = (
    *("PKG-003", "PKG-004", "PKG-008", "PKG-027", "OPF-060", "RSC-002", "RSC-003", "RSC-004", "RSC-016"),
    *("OPF-002", "OPF-033", "XYZ-000", *(f"LIM-00{number}" for number in range(1, 9))),
)


@pytest.mark.parametrize("called", [BOOK, APPLICATION])
@pytest.mark.parametrize("identifier", IDENTIFIERS)
def test_every_refusal_is_said_in_both_languages(identifier: str, called: Called) -> None:
    (problem,) = say_refusal([Finding(id=identifier, path="a")], "b.zip", called)

    assert problem.document == "b.zip: a"
    for language in LANGUAGES:
        assert "{" not in problem.in_language(language)
    assert re.search("[а-я]", problem.in_language("ru"))


def test_the_reason_of_a_broken_archive_is_in_russian_too() -> None:
    finding = Finding(id="PKG-008", values={"reason": "entries overlap"})

    (problem,) = say_refusal([finding], "b.epub")

    assert "entries overlap" in problem.in_language("en")
    assert "файлы в нём перекрываются" in problem.in_language("ru")
    assert "entries" not in problem.in_language("ru")


def test_braces_in_a_name_stay_as_they_are() -> None:
    finding = Finding(id="OPF-060", values={"name": "{called}"})

    assert "`{called}`" in next(say_refusal([finding], "b.epub")).in_language("en")
