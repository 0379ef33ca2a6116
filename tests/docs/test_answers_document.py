"""Every example of the help on answers is read and judged as the document says."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple, get_args

import pytest
from marked_documents import ROOT, document, table_rows, ticked

from api.web.help_pages import help_sections, hint_for
from variants.checkers.registry import check_answer, read_answer
from variants.checkers.rows.reading import key_from_row
from variants.checkers.verdicts import UnreadableAnswer
from variants.keys import AskedKind, Form
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


_SHARED: Final = re.compile(r"_graded\([^\n]*, \"([a-z]+)\", message")
_ASPECTS: Final = re.compile(r"_Finding\(side, \"([a-z]+)\"")
_GIVEN: Final = re.compile(r"(?:right|wrong|undecided)\(\s*\"([a-z_]+)\"|partly\([^\n\"]*,\s*\"([a-z_]+)\"")
_REASONS_OF_FIXTURES: Final = re.compile(
    r"\| (?:right|partly|wrong|undecided)(?: \||,)? ([a-z_]{2,})[^|]*$", re.M
)
JUDGES: Final = (ROOT / "variants" / "checkers", ROOT / "notebooks_engine")


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


def reason_codes() -> list[str]:
    codes = GUIDE.partition("## Коды причин")[2]
    return [code for cells in table_rows(codes) for code in ticked(cells[0])]


def fixtures() -> str:
    folder = ROOT / "tests" / "variants" / "checkers" / "fixtures"
    lines = "\n".join(path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))).split("\n")
    return "\n".join(line for line in lines if not line.startswith("#"))


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


def sources() -> str:
    return "\n".join(path.read_text("utf-8") for folder in JUDGES for path in sorted(folder.rglob("*.py")))


def made_reasons() -> set[str]:
    """The reasons that are put together of a word and what it is about."""
    kinds = JUDGES[0] / "kinds"
    shared = [
        what
        for name in ("choice.py", "plot.py")
        for what in _SHARED.findall((kinds / name).read_text("utf-8"))
    ]
    aspects = _ASPECTS.findall(sources())
    unmet = {f"not_{form}" for form in get_args(Form)}
    parts = {f"{word}_{what}" for word in ("wrong", "some") for what in shared}
    return unmet | parts | {f"axis_{aspect}" for aspect in aspects}


def test_every_reason_that_is_told_is_given_somewhere() -> None:
    told, written = reason_codes(), sources()

    missing = {code for code in told if f'"{code}"' not in written} - made_reasons()

    assert missing == set()
    assert len(told) == len(set(told))


def test_every_reason_that_is_put_together_is_told() -> None:
    made = made_reasons()

    assert {"not_expanded", "some_matches", "wrong_dots", "axis_unit"} <= made
    assert made - set(reason_codes()) == set()


def test_every_reason_that_is_given_is_told() -> None:
    given = {one or other for one, other in _GIVEN.findall(sources())} | set(
        _REASONS_OF_FIXTURES.findall(fixtures())
    )

    assert given - set(reason_codes()) - set(WORDS.values()) == set()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_help_page_has_the_same_sections_in_both_languages(language: Language) -> None:
    names = [section.name for section in help_sections(language)]

    assert names == [section.name for section in help_sections("en")]
    typed = set(get_args(AskedKind)) - {"choice"}
    assert {hint_for(kind, language).name for kind in typed} <= set(names)
    assert "<!--" not in "".join(section.body for section in help_sections(language))
