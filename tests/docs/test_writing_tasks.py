"""What the guide for authors says is so: its example, its messages and its reference."""

from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest
from marked_documents import code_blocks, document, section, table_rows, ticked

from api.commands.main import main
from content.tables import library_tables
from notebooks_engine.studying.checking import check_variant
from variants.certificates import certify
from variants.constants import CONSTANTS
from variants.formulas.reading import FUNCTIONS
from variants.keys import AskedKind
from variants.pools import build_pool
from variants.problems import DocumentRefused
from variants.templates.assembly import assemble_all
from variants.templates.filling import fill_text
from variants.templates.located import Template, Templates
from variants.templates.reading.line_reading import LINE_FIELDS
from variants.templates.reading.task_reading import read_task
from variants.templates.reading.text_reading import SHAPES
from variants.templates.task import Task
from variants.texts import Language
from variants.variant import Variant

GUIDE = document("writing-tasks.md")
EXAMPLE = code_blocks(GUIDE, "yaml")[0]
MESSAGES = [
    (language, *row)
    for language, heading in (("ru", "### Что значат сообщения"), ("en", "### What the messages mean"))
    for row in table_rows(section(GUIDE, heading))
]
REFERENCE = section(GUIDE, "## Справочник · Reference")
KINDS_HEADING = "### Виды ответов · Kinds of answers"


def read(text: str) -> Task:
    return read_task(text, document="braking-distance.yaml", tables=library_tables())


def all_rows(text: str) -> list[list[str]]:
    return list(table_rows(text))


def names_in(heading: str, column: int = 0) -> list[str]:
    return [name for row in table_rows(section(REFERENCE, heading)) for name in ticked(row[column])]


def test_the_example_is_certified_without_doubts() -> None:
    certificate = certify(read(EXAMPLE))

    assert (certificate.members, certificate.doubts) == (228, ())


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_example_is_dealt_by_the_command_that_the_guide_shows(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "braking-distance.yaml").write_text(EXAMPLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    command = f"tetrad deal braking-distance.yaml --students 5 --language {language}"

    status = main(command.split()[1:])

    assert (status, command in GUIDE) == (0, True)
    assert capsys.readouterr().out.count("braking-distance") == 5


def test_the_notebook_of_the_guide_deals_the_example(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "braking-distance.yaml").write_text(EXAMPLE, encoding="utf-8")
    notebook = tmp_path / "braking.ru.md"
    notebook.write_text(code_blocks(GUIDE, "markdown")[0], encoding="utf-8")

    status = main(["deal", str(notebook), "--students", "3", "--language", "ru"])

    assert status == 0
    assert capsys.readouterr().out.count("1. braking-distance") == 3


@pytest.mark.parametrize(("language", "was", "became", "message", "advice"), MESSAGES)
def test_every_message_of_the_guide_is_what_the_reader_says(
    language: Language, was: str, became: str, message: str, advice: str
) -> None:
    before, after = was[1:-1], became[1:-1]
    assert before in EXAMPLE

    with pytest.raises(DocumentRefused) as refused:
        certify(read(EXAMPLE.replace(before, after, 1)))

    assert refused.value.problems[0].in_language(language).split(": ", 1)[1] == message
    assert advice


def test_the_reference_names_every_field_and_no_other() -> None:
    named = names_in("### Поля задачи · Fields of a task")

    with pytest.raises(DocumentRefused) as refused:
        read("\n".join(f"{name}: 1" for name in (*named, "nonsense")))

    refusals = [problem.in_language("en") for problem in refused.value.problems]
    (unknown,) = [one for one in refusals if "there is no field" in one]
    assert "nonsense" in unknown
    assert not [one for one in refusals if "is missing" in one]


def test_the_reference_names_every_field_of_a_typed_line() -> None:
    rows = {ticked(row[0])[0]: ticked(row[1]) for row in table_rows(section(REFERENCE, KINDS_HEADING))}

    assert {kind: tuple(rows[kind]) for kind in LINE_FIELDS} == {
        kind: tuple(sorted(fields, key=rows[kind].index)) for kind, fields in LINE_FIELDS.items()
    }


def test_the_reference_names_every_function_constant_kind_and_shape() -> None:
    constants = REFERENCE.split("Постоянные · constants:")[1].split("\n\n")[0]
    shapes = REFERENCE.split("Фигуры · shapes:")[1].split(".")[0]

    assert sorted(names_in("### Формулы · Formulas")) == sorted(FUNCTIONS)
    assert ticked(constants) == list(CONSTANTS)
    assert tuple(names_in(KINDS_HEADING)) == get_args(AskedKind)
    assert tuple(ticked(shapes)) == SHAPES


@pytest.mark.parametrize("row", all_rows(section(REFERENCE, "### Что дано · Forms of a given")))
def test_every_form_of_given_is_read(row: list[str]) -> None:
    form, line = row[0].strip("`"), row[1].strip("`")
    name = line.split(":")[0]
    extra = "  m: {from: 1, to: 2, step: 1, unit: kg}\n" if name != "m" else ""

    task = read(EXAMPLE.replace("given:\n", f"given:\n  {line}\n{extra}"))

    assert form in line
    assert name in task.given


@pytest.mark.parametrize("row", all_rows(section(REFERENCE, "### Вставки · Holes")))
def test_every_hole_prints_what_the_reference_says(row: list[str]) -> None:
    pool = build_pool(read(EXAMPLE))
    members = (pool.member(index) for index in range(pool.capacity))
    fast = next(member for member in members if abs(getattr(member["v"], "si", 0) - 20) < 1e-9)
    hole = Template(text=row[0].strip("`"), line=1, column=1)

    shown = fill_text(Templates(en=hole, ru=hole), fast.__getitem__)

    russian, english = row[1].split(" · ")
    assert shown.in_language("ru").replace("\u00a0", " ") == russian
    assert shown.in_language("en").replace("\u00a0", " ") == english


DEMANDED = list(table_rows(section(REFERENCE, "### Что требуется от ответа · What is demanded of an answer")))
LETTERS = """\
letters: {x: {from: -9, to: 9}, y: {from: -9, to: 9}, C: {from: -9, to: 9}}
where: [(v in km/h) = 72, mu = 0.5]
statement:"""


@pytest.mark.parametrize(("ask", "answer", "share", "message"), DEMANDED)
def test_an_answer_is_held_against_what_is_demanded(ask: str, answer: str, share: str, message: str) -> None:
    head, rest = EXAMPLE.split("ask:\n", 1)
    task = read(f"{head}ask:\n  {ticked(ask)[0]}\n{LETTERS}{rest.split('statement:', 1)[1]}")
    (variant,) = assemble_all(task, build_pool(task).members([0]))

    (verdict,) = check_variant(variant, {variant.asks[0].name: ticked(answer)[0]}, "ru").values()

    assert (verdict.score, verdict.message.ru) == (Fraction(share), message)
    assert certify(task, mutate=False).members == 1


MISTAKE = code_blocks(GUIDE, "yaml")[1]
CARRIED = list(table_rows(section(REFERENCE, "### Ошибка переносится дальше · An error is carried forward")))


@pytest.fixture(scope="module")
def braking() -> Variant:
    """The variant of the example that the guide speaks of, with its named mistake worth a half."""
    task = read(EXAMPLE.replace("    gives: v^2/a\n", "    gives: v^2/a\n    worth: 1/2\n"))
    pool = build_pool(task)
    wanted = {"v": 72, "mu": 0.5}
    for variant in assemble_all(task, pool.members(range(pool.capacity))):
        if all(one.value["value"] == wanted.get(one.name, one.value["value"]) for one in variant.given):
            return variant
    raise AssertionError("the guide speaks of a variant that is not there")


def test_the_named_mistake_of_the_guide_is_one_of_its_example() -> None:
    assert MISTAKE.replace("    worth: 1/2\n", "").strip() in EXAMPLE


@pytest.mark.parametrize(("a", "s", "share", "message"), CARRIED)
def test_an_answer_earns_what_the_guide_says(
    braking: Variant, a: str, s: str, share: str, message: str
) -> None:
    verdict = check_variant(braking, {"a": ticked(a)[0], "s": ticked(s)[0]}, "ru")["s"]

    assert (verdict.score, verdict.message.ru) == (Fraction(share), message)
