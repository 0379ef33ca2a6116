"""The loader publishes the documents of a folder in the order in which they use each other."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from databases import DATABASES, lent_database

from content.loader import Outcome, built_in, find_documents, publish_documents
from content.readers import readers
from content.tables import library_tables
from labs.documents.lab import Lab
from library_core.adapters.folder_objects import FolderObjects
from library_core.adapters.sql_library import SqlLibraryStore
from library_core.identities import new_key
from library_core.library import Act
from library_core.people import LIBRARY
from library_core.publishing import Press
from variants.templates.task import Task
from variants.texts import Text

TASK = """\
id: {id}
title: {{en: "Halves", ru: "Половины"}}
subject: physics
section: mechanics
grades: [7]
given:
  m: {{from: 2, to: 20, step: 2, unit: kg}}
solve:
  half: m/2
certify:
  - 2*half = m
ask:
  half: {{kind: quantity, unit: kg}}
statement:
  en: "Find half of the mass {{{{m}}}}, called $h$."
  ru: "Найдите половину массы {{{{m}}}}, то есть $h$."
"""
NOTEBOOK = """\
---
id: halves
title: {title}
language: {language}
subject: physics
section: mechanics
grades: [7]
---
{words}

::: slot {{id=1}}
{task}
:::
"""


@dataclass
class Proofs:
    """Remembers which tasks and labs were proven."""

    tasks: list[str] = field(default_factory=list)
    labs: list[str] = field(default_factory=list)

    def __call__(self, task: Task) -> dict[str, bytes]:
        self.tasks.append(task.id)
        return {"pool": b"members"}

    def of_lab(self, lab: Lab) -> dict[str, bytes]:
        self.labs.append(lab.id)
        return {"pool": b"members"}


@pytest.fixture
def proofs() -> Proofs:
    return Proofs()


@pytest.fixture(params=DATABASES)
def press(request: pytest.FixtureRequest, tmp_path: Path, proofs: Proofs) -> Iterator[Press]:
    with lent_database(request, tmp_path) as database:
        yield Press(
            readers=readers(library_tables(), proofs, proofs.of_lab),
            objects=FolderObjects(tmp_path / "objects"),
            library=SqlLibraryStore(database),
            new_key=new_key,
        )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "documents"
    for path, text in {
        "a-notebook/halves.en.md": NOTEBOOK.format(
            title="Halves", language="en", words="Cut it.", task="half"
        ),
        "a-notebook/halves.ru.md": NOTEBOOK.format(
            title="Половины", language="ru", words="Режем.", task="half"
        ),
        "tasks/half.yaml": TASK.format(id="half"),
        "tasks/tables/metals.yaml": "not a task",
        "tasks/.hidden.yaml": "not a task",
        "notes.md": "not a notebook",
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def load(press: Press, folder: Path, at: int = 1) -> list[Outcome]:
    return list(publish_documents(press, find_documents(folder), Act(school=LIBRARY, at=at)))


def test_tasks_are_published_before_the_notebooks_that_use_them(press: Press, folder: Path) -> None:
    task, notebook = load(press, folder)

    assert task.edition is not None
    assert notebook.edition is not None
    assert (task.edition.work.name, task.edition.number) == ("library/half", 1)
    assert notebook.edition.uses == {"half": task.edition.key}
    assert set(notebook.edition.manifest) == {"halves.en.md", "halves.ru.md"}


def test_what_search_reads_is_the_text_without_holes_and_then_its_formulas(
    press: Press, folder: Path
) -> None:
    task, notebook = load(press, folder)

    assert task.edition is not None
    assert notebook.edition is not None
    assert task.edition.words == Text(
        en="Find half of the mass , called .\n$h$", ru="Найдите половину массы , то есть .\n$h$"
    )
    assert notebook.edition.words == Text(en="Cut it.", ru="Режем.")


def test_a_second_time_publishes_and_proves_nothing(press: Press, folder: Path, proofs: Proofs) -> None:
    first = load(press, folder, at=1)

    second = load(press, folder, at=2)

    assert [outcome.fresh for outcome in first + second] == [True, True, False, False]
    assert [o.edition for o in first] == [o.edition for o in second]
    assert proofs.tasks == ["half"]


def test_a_refused_task_is_located_and_stops_nothing_else(press: Press, folder: Path) -> None:
    (folder / "tasks/bad.yaml").write_text(TASK.format(id="bad").replace("m/2", "n/2"), encoding="utf-8")

    bad, half, notebook = load(press, folder)

    assert bad.edition is None
    assert [(problem.document, problem.line) for problem in bad.problems] == [("bad.yaml", 9)]
    assert half.edition is not None
    assert notebook.edition is not None


def test_a_task_that_a_notebook_lacks_is_located(press: Press, folder: Path) -> None:
    (folder / "tasks/half.yaml").unlink()

    (notebook,) = load(press, folder)

    (problem,) = notebook.problems
    assert (problem.document, problem.line) == ("halves.en.md", 12)
    assert "`half` is not a published task" in problem.in_language("en")


def test_a_file_that_is_not_utf8_is_refused_at_its_line(press: Press, folder: Path) -> None:
    (folder / "tasks/half.yaml").write_bytes(b"id: half\ntitle: \xcf\xee\n")

    problem = load(press, folder)[0].problems[0]

    assert problem.line == 2
    assert "UTF-8" in problem.in_language("ru")


def test_one_file_stands_for_its_whole_document(folder: Path) -> None:
    (notebook,) = find_documents(folder / "a-notebook/halves.ru.md")
    (task,) = find_documents(folder / "tasks/half.yaml")

    assert list(notebook.upload.files) == ["halves.en.md", "halves.ru.md"]
    assert list(task.upload.files) == ["half.yaml"]


def test_the_built_in_library_is_found_in_the_installed_package() -> None:
    places = [document.place for document in find_documents(built_in())]

    assert "content/notebooks/incline/incline" in places


def test_a_folder_with_a_lab_is_one_document_before_the_notebooks_that_use_it(
    press: Press, folder: Path, proofs: Proofs
) -> None:
    with_lab(folder, "friction-on-an-incline")

    _, lab, notebook = load(press, folder)

    assert lab.edition is not None
    assert notebook.edition is not None
    assert (lab.edition.work.name, lab.edition.work.kind) == ("library/friction-on-an-incline", "lab")
    assert {"lab.yaml", "scene.svg", "theory.en.md"} <= set(lab.edition.manifest)
    assert notebook.edition.uses["friction-on-an-incline"] == lab.edition.key
    assert proofs.labs == ["friction-on-an-incline"]


def test_a_lab_is_found_by_its_title_purpose_and_theory_not_by_teachers_notes(
    press: Press, folder: Path
) -> None:
    with_lab(folder, "friction-on-an-incline")
    (folder / "labs/incline/teacher.en.md").write_text("Watch the unmistakable flywheel.", "utf-8")

    edition = load(press, folder)[1].edition

    assert edition is not None
    assert edition.title.in_language("ru") == "Трение на наклонной плоскости"
    assert "coefficient of friction" in edition.words.in_language("en")
    assert "flywheel" not in edition.words.in_language("en")
    assert "{{" not in edition.words.in_language("en")


@pytest.mark.parametrize(("name", "words"), [("fricton-on-an-incline", "did you mean"), ("half", "lab")])
def test_a_name_that_is_no_lab_is_refused_at_its_line(
    press: Press, folder: Path, name: str, words: str
) -> None:
    with_lab(folder, name)

    problems = load(press, folder)[2].problems

    assert [problem.line for problem in problems] == [15]
    assert words in problems[0].in_language("en")


def test_the_file_of_a_lab_leads_to_its_folder(folder: Path) -> None:
    with_lab(folder, "friction-on-an-incline")

    (document,) = find_documents(folder / "labs/incline/lab.yaml")

    assert document.upload.kind == "lab"
    assert "scene.svg" in document.upload.files


def with_lab(folder: Path, name: str) -> None:
    """Add a lab of the library, and a slot for the lab of this name to the notebook."""
    (folder / "labs").mkdir()
    source = built_in().joinpath("labs").joinpath("friction-on-an-incline")
    (folder / "labs/incline").mkdir()
    for entry in source.iterdir():
        (folder / "labs/incline" / entry.name).write_bytes(entry.read_bytes())
    for page in folder.glob("a-notebook/*.md"):
        text = page.read_text("utf-8") + f"\n::: lab {{id=2 lab={name} points=10}}\n:::\n"
        page.write_text(text, "utf-8")
