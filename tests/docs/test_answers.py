"""Every example of the help on answers is read and judged as the document says."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import pytest
from marked_documents import document, table_rows, ticked

from variants.checkers.registry import check_answer, read_answer
from variants.checkers.rows import key_from_row
from variants.checkers.verdicts import UnreadableAnswer
from variants.texts import Language

GUIDE: Final = document("answers.md")
WORDS: Final = {
    "верно": "right",
    "частично": "partly",
    "неверно": "wrong",
    "решит учитель": "undecided",
    "не прочитано": "unreadable",
    "right": "right",
    "partly": "partly",
    "wrong": "wrong",
    "the teacher decides": "undecided",
    "unreadable": "unreadable",
}
_TABLE: Final = re.compile(
    r"^<!-- (?P<verb>read|check) (?P<kind>[a-z]+) (?P<options>\{.*\}) -->\n(?P<table>(?:\|.*\n)+)",
    re.MULTILINE,
)


class Example(NamedTuple):
    """Something typed, and what the document says of it."""

    row: dict[str, Any]
    typed: str
    said: str
    reason: str = ""


def half(language: Language) -> str:
    heading, end = {"ru": ("## Русский", "## English"), "en": ("## English", "## Коды причин")}[language]
    return GUIDE.partition(heading)[2].partition(end)[0]


def tables(verb: str) -> Iterator[tuple[dict[str, Any], list[str]]]:
    languages: tuple[Language, ...] = ("ru", "en")
    for language in languages:
        for found in _TABLE.finditer(half(language)):
            if found["verb"] == verb:
                options = json.loads(found["options"])
                for cells in table_rows(found["table"]):
                    yield {"kind": found["kind"], "language": language} | options, cells


def readings() -> Iterator[Example]:
    for row, (typed, understood) in tables("read"):
        for one in ticked(typed):
            yield Example(row, one, ticked(understood)[0])


def verdicts() -> Iterator[Example]:
    for row, (key, typed, verdict) in tables("check"):
        word = verdict.partition("`")[0].strip()
        for one in ticked(typed):
            yield Example(row | {"key": ticked(key)[0]}, one, WORDS[word], "".join(ticked(verdict)))


def judged(example: Example) -> tuple[str, str]:
    key, language = key_from_row(example.row)
    try:
        verdict = check_answer(key, example.typed, language)
    except UnreadableAnswer:
        return "unreadable", ""
    return verdict.outcome, verdict.reason


def name_of(example: Example) -> str:
    return f"{example.row['language']} {example.row['kind']} {example.typed}"


@pytest.mark.parametrize("example", list(readings()), ids=name_of)
def test_an_example_is_understood_as_the_document_says(example: Example) -> None:
    key, language = key_from_row(example.row)

    assert read_answer(key, example.typed, language).text == example.said


@pytest.mark.parametrize("example", list(verdicts()), ids=name_of)
def test_an_example_is_judged_as_the_document_says(example: Example) -> None:
    outcome, reason = judged(example)

    assert (outcome, example.reason and reason) == (example.said, example.reason)
