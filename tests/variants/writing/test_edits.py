from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.templates.writing.edits import NoSuchPlace, put, remove, rename
from variants.templates.writing.layouts import Braces, Fields, Part, Passage, Row, Words
from variants.templates.writing.spans import SpannedLeaf, find, leaves, offset_of, path_at, read_spans

CONTENT = Path(__file__).parents[3] / "content" / "tasks"
DOCUMENTS = [path.read_text("utf-8") for path in sorted(CONTENT.rglob("*.yaml"))]
SMALL = """\
# by hand
id: small   # kebab
title: {ru: "Малая", en: 'Small'}
given:
  v:  {from: 36, to: 90, step: 3, unit: km/h}   # speed

  # the floor
  mu: {one_of: [0.1, 0.2]}
mistakes:
  - ask: s
    gives: v^2/a
  - ask: s     # the other
    gives: v/a
statement:
  ru: |
    Одна строка.

    Вторая.

  en: Short
# the end
"""
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)


def text_at(text: str, *path: str) -> str:
    found = find(read_spans(text), path)
    assert isinstance(found, SpannedLeaf)
    return found.text


@pytest.mark.parametrize(
    ("path", "part", "old", "new"),
    [
        ("given/v/from", "40", "from: 36", "from: 40"),
        ("title/en", "It's", "'Small'", "'It''s'"),
        ("given/v/unit", "m, s", "unit: km/h", 'unit: "m, s"'),
        ("given/mu/one_of", Row(("1", "2")), "[0.1, 0.2]", "[1, 2]"),
        ("given/v", Braces({"is": "9.8"}), "{from: 36, to: 90, step: 3, unit: km/h}", "{is: 9.8}"),
        ("given/v/decimals", "1", "unit: km/h}", "unit: km/h, decimals: 1}"),
        ("given/g", Braces({"is": "9.8"}), "[0.1, 0.2]}\n", "[0.1, 0.2]}\n  g: {is: 9.8}\n"),
        ("mistakes/0/gives", "v^2", "gives: v^2/a", "gives: v^2"),
        ("mistakes/0/worth", "1/2", "v^2/a\n", "v^2/a\n    worth: 1/2\n"),
        (
            "mistakes/2",
            Fields({"ask": "a", "say": Braces({"ru": Words("Нет.")})}),
            "gives: v/a\n",
            'gives: v/a\n  - ask: a\n    say: {ru: "Нет."}\n',
        ),
        ("statement/en", "Two\nlines", "en: Short", "en: |\n    Two\n    lines"),
        ("statement/ru", "Иначе.", "    Одна строка.\n\n    Вторая.\n", "    Иначе.\n"),
        ("subject", "physics", "'Small'}\n", "'Small'}\nsubject: physics\n"),
        ("solve", Fields({"a": "v/2"}), "0.2]}\n", "0.2]}\nsolve:\n  a: v/2\n"),
        ("solution/ru", Passage("{{v}}"), "en: Short\n", "en: Short\nsolution:\n  ru: |\n    {{v}}\n"),
    ],
)
def test_a_change_touches_its_own_place_alone(path: str, part: Part, old: str, new: str) -> None:
    assert SMALL.count(old) == 1

    changed = put(SMALL, tuple(path.split("/")), part)

    assert changed == SMALL.replace(old, new)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("given/v/from", "from: 36, ", ""),
        ("given/v/unit", ", unit: km/h", ""),
        ("title/en", ", en: 'Small'", ""),
        ("given/mu", "  mu: {one_of: [0.1, 0.2]}\n", ""),
        ("given/mu/one_of/0", "0.1, ", ""),
        ("mistakes/0", "  - ask: s\n    gives: v^2/a\n", ""),
        ("mistakes/1/ask", "ask: s     # the other\n    gives", "gives"),
        ("statement/en", "  en: Short\n", ""),
    ],
)
def test_what_is_removed_takes_nothing_along(path: str, old: str, new: str) -> None:
    assert remove(SMALL, tuple(path.split("/"))) == SMALL.replace(old, new)


def test_the_last_of_a_list_takes_the_list_along() -> None:
    assert "one_of" in SMALL
    emptied = remove(remove(SMALL, ("mistakes", "1")), ("mistakes", "0"))

    assert emptied == SMALL[: SMALL.index("mistakes")] + SMALL[SMALL.index("statement") :]


def test_a_name_is_changed_before_its_colon() -> None:
    assert rename(SMALL, ("given", "v"), "v0") == SMALL.replace("  v: ", "  v0: ")


def test_lines_that_end_as_windows_has_them_stay_so() -> None:
    changed = put(SMALL.replace("\n", "\r\n"), ("given", "g"), Braces({"is": "9.8"}))

    assert "\n" not in changed.replace("\r\n", "")
    assert changed.replace("\r\n", "\n") == put(SMALL, ("given", "g"), Braces({"is": "9.8"}))


def test_nothing_is_put_under_a_text() -> None:
    with pytest.raises(NoSuchPlace):
        put(SMALL, ("id", "deeper"), "x")


def test_a_place_in_the_text_is_found_by_line_and_column() -> None:
    offset = offset_of(SMALL, 5, SMALL.splitlines()[4].index("90") + 1)

    assert SMALL[offset:].startswith("90")
    assert path_at(read_spans(SMALL), offset) == ("given", "v", "to")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda text: text.split("id: ")[1].split()[0])
def test_writing_again_what_stands_there_changes_no_byte(document: str) -> None:
    # Other places in every document: each is read twice to be written.
    for path, leaf in list(leaves(read_spans(document)))[len(document) % 23 :: 23]:
        if leaf.style != ">":
            assert put(document, path, leaf.text) == document


@given(document=st.sampled_from(DOCUMENTS), new=TEXTS, number=st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_any_text_put_anywhere_is_read_back_and_nothing_else_changes(
    document: str, new: str, number: int
) -> None:
    before = list(leaves(read_spans(document)))
    path, _ = before[number % len(before)]

    changed = put(document, path, new)

    after = {place: leaf.text.rstrip("\n") for place, leaf in leaves(read_spans(changed))}
    expected = {place: leaf.text.rstrip("\n") for place, leaf in before}
    # A block ends its lines without spaces.
    assert {place: text.rstrip() for place, text in after.items()} == {
        place: (new if place == path else text).rstrip() for place, text in expected.items()
    }


@given(document=st.sampled_from(DOCUMENTS), number=st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_what_is_removed_anywhere_leaves_all_else_as_it_was(document: str, number: int) -> None:
    before = list(leaves(read_spans(document)))
    path, _ = before[number % len(before)]
    siblings = [place for place, _ in before if place[:-1] == path[:-1]]

    changed = remove(document, path)

    kept = [leaf.text for place, leaf in before if place != path]
    assert [leaf.text for _, leaf in leaves(read_spans(changed))] == kept
    assert len(siblings) >= 1
