from fractions import Fraction

import pytest

from notebooks_engine.documents.slots import Slot
from notebooks_engine.notebooks import LARGEST_NOTEBOOK, Prose, read_notebook
from variants.problems import DocumentRefused

HEAD = (
    "---\nid: incline\ntitle: {title}\nlanguage: {language}\n"
    "subject: physics\nsection: mechanics\ngrades: [9, 10]\n---\n"
)
BODY = (
    "Before $F = \\mu N$\n\n::: slot {id=1 points=2}\nincline-friction\nlibrary/incline-stop\n:::\n\nAfter\n"
)


def write(body: str = BODY, *, language: str = "en", title: str = "Incline") -> str:
    return HEAD.format(title=title, language=language) + body


def problems_of(sources: dict[str, str]) -> list[str]:
    with pytest.raises(DocumentRefused) as refused:
        read_notebook(sources)
    return [problem.in_language("en") for problem in refused.value.problems]


def test_two_languages_join_into_one_notebook() -> None:
    notebook = read_notebook(
        {
            "incline.ru.md": write(language="ru", title="Наклонная").replace("Before", "До"),
            "incline.en.md": write(),
        }
    )

    assert notebook.title.ru == "Наклонная"
    assert notebook.title.en == "Incline"
    assert notebook.languages == ("en", "ru")
    assert [type(block) for block in notebook.blocks] == [Prose, Slot, Prose]
    assert notebook.slots == (
        Slot(name="1", points=Fraction(2), tasks=("incline-friction", "library/incline-stop")),
    )


def test_prose_is_typeset_html() -> None:
    block = read_notebook({"incline.en.md": write()}).blocks[0]

    assert isinstance(block, Prose)
    assert "Before" in block.html.in_language("en")
    assert "<math" in block.html.in_language("en")


def test_a_lab_stands_in_a_slot_of_its_own() -> None:
    body = BODY + "\n::: lab {id=2 lab=library/friction-on-an-incline points=10}\n:::\n"

    notebook = read_notebook({"incline.en.md": write(body), "incline.ru.md": write(body, language="ru")})

    name = "library/friction-on-an-incline"
    assert notebook.slots[1] == Slot(name="2", points=Fraction(10), tasks=(name,), lab=True)
    assert notebook.labs == (name,)
    assert notebook.tasks == ("incline-friction", "library/incline-stop")


@pytest.mark.parametrize(
    ("points", "worth"),
    [("2", Fraction(2)), ("1/2", Fraction(1, 2)), ("1,5", Fraction(3, 2)), ("0.5", Fraction(1, 2))],
)
def test_points_are_exact(points: str, worth: Fraction) -> None:
    body = BODY.replace("points=2", f"points={points}")

    assert read_notebook({"incline.en.md": write(body)}).slots[0].points == worth


def test_a_slot_without_points_is_worth_one() -> None:
    body = BODY.replace(" points=2", "")

    assert read_notebook({"incline.en.md": write(body)}).slots[0].points == 1


def test_windows_line_ends_and_a_byte_order_mark_are_read() -> None:
    source = "\ufeff" + write().replace("\n", "\r\n")

    assert len(read_notebook({"incline.en.md": source}).slots) == 1


def test_a_block_inside_a_code_fence_is_prose() -> None:
    body = "```\n::: slot {id=9}\n```\n" + BODY

    assert [slot.name for slot in read_notebook({"incline.en.md": write(body)}).slots] == ["1"]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("{id=1 points=2}", "{points=2}", 11, "needs an id"),
        ("{id=1 points=2}", "{id=" + "x" * 65 + "}", 11, "at most 64"),
        ("points=2", "points=0", 11, "above 0"),
        ("points=2", "points=lots", 11, "above 0"),
        ("points=2", "pints=2", 11, "no `pints`"),
        ("::: slot {id=1 points=2}", "::: lab {id=1 lab=spring}", 12, "nothing stands inside"),
        ("::: slot {id=1 points=2}", "::: lab {id=1}", 11, "name the lab"),
        ("::: slot {id=1 points=2}", "::: lab {id=1 lab=Spring}", 11, "name the lab"),
        ("::: slot {id=1 points=2}", "::: lab {lab=spring}", 11, "needs an id"),
        ("points=2", "lab=spring", 11, "no `lab`"),
        ("::: slot", "::: video", 11, "not `video`"),
        ("incline-friction", "Incline Friction", 12, "not a task's name"),
        ("library/incline-stop", "incline-friction", 13, "already, on line 12"),
        ("\n:::\n", "\n", 11, "not closed"),
        ("\\mu", "\\notacommand", 9, ""),
        ("id: incline", "id: ramp", 2, "the file is named incline"),
        ("language: en", "language: ru", 4, "the file is named en"),
        ("language: en", "language: fr", 4, "should look like this: ru, en"),
        ("grades: [9, 10]", "grades: [9, 12]", 7, "from 1 to 11"),
        ("section: mechanics\n", "", 1, "no `section`"),
        ("section: mechanics", "sektion: mechanics", 6, "not a line of the head"),
        ("section: mechanics", "id: incline", 6, "written twice"),
        ("title: Incline", "title: !!python/name:os.system x", 3, ""),
        ("title: Incline", "title: &a [b", 3, ""),
        ("title: Incline", "title: {a: b}", 3, "a word or a list"),
    ],
)
def test_a_mistake_is_refused_with_its_line(old: str, new: str, line: int, words: str) -> None:
    problems = problems_of({"incline.en.md": write().replace(old, new)})

    assert any(f"line {line}" in problem and words in problem for problem in problems), problems


def test_all_mistakes_of_a_body_are_named_at_once() -> None:
    body = "::: lab {id=2}\n:::\n\n::: slot {id=1 points=-1}\nBad\n:::\n"

    assert len(problems_of({"incline.en.md": write(body)})) == 3


def test_slots_must_agree_between_languages() -> None:
    other = write(BODY.replace("points=2", "points=3"), language="ru")

    problems = problems_of({"incline.en.md": write(), "incline.ru.md": other})

    assert problems == [
        "incline.ru.md, line 11: slot 1 is not the same as in incline.en.md:"
        " id, points, tasks and order must agree"
    ]


def test_a_slot_missing_in_one_language_is_named() -> None:
    body = BODY + "\n::: slot {id=2}\nincline-work\n:::\n"

    problems = problems_of({"incline.en.md": write(body), "incline.ru.md": write(language="ru")})

    assert problems == ["incline.ru.md: slot 2 of incline.en.md is missing here"]


def test_a_slot_id_stands_once() -> None:
    body = BODY + "\n::: slot {id=1}\nincline-work\n:::\n"

    assert "already" in problems_of({"incline.en.md": write(body)})[0]


@pytest.mark.parametrize(
    "source", ["", "no head", "---\nid: incline\n", "---\n---\n", "---\n- a\n---\n", "---\n\x00\n---\n"]
)
def test_anything_else_is_refused_in_words(source: str) -> None:
    assert problems_of({"incline.en.md": source})


def test_a_huge_document_is_refused_before_it_is_read() -> None:
    assert "at most" in problems_of({"incline.en.md": "x" * (LARGEST_NOTEBOOK + 1)})[0]


def test_a_notebook_without_slots_is_refused() -> None:
    assert "from 1 to" in problems_of({"incline.en.md": write("Only prose\n")})[0]
