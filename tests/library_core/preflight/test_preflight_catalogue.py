"""The catalogue holds every identifier that checks name, and the documents for publishers say the same."""

import re
from pathlib import Path

import pytest

from library_core.preflight.catalogue_of_findings import CATALOGUE

ROOT = Path(__file__).parents[3]
PREFLIGHT = ROOT / "library_core" / "preflight"
IDENTIFIER = re.compile(r'"((?:[A-Z]{3})-\d{3}[a-z]?)"')
DETAILED = {"RSC-005", "RSC-017"}
"""Their words come with each finding: the rule of the format that is broken."""

CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def test_every_identifier_in_the_checks_has_a_meaning() -> None:
    sources = [
        path
        for folder in (
            "archive",
            "crossing",
            "documents",
            "package",
            "quality",
            "models",
            "models/rules",
            ".",
        )
        for path in (PREFLIGHT / folder).glob("*.py")
    ]

    used = {id for path in sources for id in IDENTIFIER.findall(path.read_text())}

    assert used - CATALOGUE.keys() == set()


@pytest.mark.parametrize("id", sorted(CATALOGUE.keys() - DETAILED))
def test_a_meaning_speaks_both_languages_with_the_same_holes(id: str) -> None:
    meaning = CATALOGUE[id]

    for text in (meaning.message, meaning.remedy):
        assert text.en
        assert text.ru
        assert CYRILLIC.search(text.ru)
        assert not CYRILLIC.search(text.en)
        assert sorted(re.findall(r"\{\w+\}", text.en)) == sorted(re.findall(r"\{\w+\}", text.ru))


@pytest.mark.parametrize(("document", "language"), [("publishing.md", "en"), ("publishing.ru.md", "ru")])
def test_publishers_read_what_the_catalogue_says(document: str, language: str) -> None:
    rows = re.findall(r"^\| ([A-Z]{3}-\d{3}) \| (.*) \|$", (ROOT / "docs" / document).read_text(), re.M)

    assert len(rows) >= 30
    for id, text in rows:
        if id in DETAILED:
            continue
        meaning = CATALOGUE[id]
        words = getattr(meaning.message, language), getattr(meaning.remedy, language)
        assert text == re.sub(r"\{\w+\}", "…", " ".join(words))
