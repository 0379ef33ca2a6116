"""What a newer edition changes is said in words that a teacher understands."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml
from databases import DATABASES, lent_database

from content.differences import changed_lab_parts, changed_parts, describe_difference
from content.loader import built_in
from content.readers import readers
from content.tables import library_tables
from library_core.adapters.folder_objects import FolderObjects
from library_core.adapters.sql_library import SqlLibraryStore
from library_core.editions import Edition, EditionKey
from library_core.identities import new_key
from library_core.library import Act, Library
from library_core.people import LIBRARY, School
from library_core.publishing import Press, Upload, files_of, publish
from variants.texts import Language, Text

TASK = """\
id: {id}
title: {{en: "Halves"}}
subject: physics
section: mechanics
grades: [7]
given:
  m: {{from: 2, to: 20, step: 2, unit: kg}}
solve:
  half: {half}
certify:
  - 2*half = m
ask:
  half: {{kind: quantity, unit: kg}}
statement:
  en: "{statement} {{{{m}}}}."
"""
PAGE = """\
---
id: halves
title: Halves
language: en
subject: physics
section: mechanics
grades: [7]
---
{prose}
"""
SLOT = """
::: slot {{id={place}}}
{task}
:::
"""


@pytest.fixture(params=DATABASES)
def press(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Press]:
    with lent_database(request, tmp_path) as database:
        store = SqlLibraryStore(database)
        store.write(lambda library: library.people.add_school(School(key=LIBRARY, name="Library")))
        yield Press(
            readers=readers(library_tables(), lambda task: {}, lambda lab: {}),
            objects=FolderObjects(tmp_path / "objects"),
            library=store,
            new_key=new_key,
        )


def put_task(press: Press, name: str, *, half: str = "m/2", statement: str = "Find half of") -> Edition:
    text = TASK.format(id=name, half=half, statement=statement)
    return publish(
        press, Upload(kind="task", files={f"{name}.yaml": text.encode()}), Act(school=LIBRARY, at=1)
    )


def put_notebook(press: Press, *tasks: str, prose: str = "Cut it.") -> Edition:
    slots = "".join(SLOT.format(place=place, task=task) for place, task in enumerate(tasks, 1))
    files = {"halves.en.md": (PAGE.format(prose=prose) + slots).encode()}
    return publish(press, Upload(kind="notebook", files=files), Act(school=LIBRARY, at=2))


def said(press: Press, earlier: Edition, later: Edition, language: Language = "en") -> list[str]:
    def describe(library: Library) -> tuple[Text, ...]:
        def read(key: EditionKey) -> Mapping[str, bytes]:
            found = library.editions.find(LIBRARY, key)
            assert found is not None
            return files_of(press.objects, found)

        return describe_difference(library, read, earlier, later)

    return [text.in_language(language) for text in press.library.read(describe)]


@pytest.mark.parametrize(
    ("changed", "parts"),
    [({"half": "0.5*m"}, ("keys",)), ({"statement": "What is half of"}, ("text",)), ({}, ())],
)
def test_only_what_differs_in_meaning_is_a_change(changed: dict[str, str], parts: tuple[str, ...]) -> None:
    texts = {"id": "half", "half": "m/2", "statement": "Find half of"}
    earlier = TASK.format(**texts)
    later = "# a comment\n" + TASK.format(**{**texts, **changed})

    assert changed_parts({"a.yaml": earlier.encode()}, {"b.yaml": later.encode()}) == parts


def test_a_corrected_key_comes_first_with_its_place(press: Press) -> None:
    put_task(press, "half")
    put_task(press, "third")
    earlier = put_notebook(press, "half", "third")
    put_task(press, "half", half="0.5*m")
    put_task(press, "third", statement="What is half of")
    later = put_notebook(press, "half", "third", prose="Cut it in two.")

    assert said(press, earlier, later) == ["one key corrected (task 1)", "text of task 2", "explanations"]
    assert said(press, earlier, later, "ru")[:2] == ["исправлен 1 ключ (задача 1)", "текст задачи 2"]


def test_new_and_removed_places_are_named(press: Press) -> None:
    put_task(press, "half")
    put_task(press, "third")
    earlier, later = put_notebook(press, "half"), put_notebook(press, "third", "half")

    assert said(press, earlier, later) == ["other tasks at the place of task 1", "new: task 2"]
    assert said(press, later, earlier, "ru") == ["другие варианты на месте задачи 1", "убрано: задача 2"]


def test_the_same_again_is_no_difference(press: Press) -> None:
    put_task(press, "half")
    edition = put_notebook(press, "half")

    assert said(press, edition, edition) == []


def lab_files(path: str = "", text: str = "") -> dict[str, bytes]:
    """The files of a lab of the library; a text stands at a path, `file` or `lab.yaml/field/…`."""
    folder = built_in().joinpath("labs").joinpath("friction-on-an-incline")
    files = {entry.name: entry.read_bytes() for entry in folder.iterdir()}
    document = yaml.load(files["lab.yaml"], Loader=yaml.BaseLoader)
    file, *names = path.split("/")
    if names:
        place = document
        for name in names[:-1]:
            place = place[name]
        place[names[-1]] = text
    elif file:
        files[file] = text.encode()
    return {**files, "lab.yaml": yaml.safe_dump(document, allow_unicode=True, sort_keys=False).encode()}


@pytest.mark.parametrize(
    ("path", "text", "parts"),
    [
        ("lab.yaml/tables/slides_down/rows/most", "13", ("keys",)),
        ("lab.yaml/rubric/result", "19", ("keys",)),
        ("lab.yaml/instruments/timer/noise", "0.0006", ("bench",)),
        ("lab.yaml/apparatus/mu/to", "0.5", ("bench",)),
        ("lab.yaml/solution/en", "The mass cancels.", ("solution",)),
        ("lab.yaml/scene/bind", "other", ("figure",)),
        ("lab.yaml/purpose/en", "Measure.", ("text",)),
        ("lab.yaml/checks", "other", ()),
        ("scene.svg", "<svg/>", ("figure",)),
        ("theory.en.md", "Friction.", ("text",)),
    ],
)
def test_a_change_of_a_lab_is_told_by_what_it_touches(path: str, text: str, parts: tuple[str, ...]) -> None:
    assert changed_lab_parts(lab_files(), lab_files(path, text)) == parts


def test_a_comment_changes_nothing_in_a_lab() -> None:
    files = lab_files()
    commented = {**files, "lab.yaml": b"# a comment\n" + files["lab.yaml"]}

    assert changed_lab_parts(files, commented) == ()


def test_a_corrected_lab_is_described_alone_and_in_a_notebook(press: Press) -> None:
    earlier_lab = put_lab(press)
    slot = "\n::: lab {id=2 lab=friction-on-an-incline}\n:::\n"
    put_task(press, "half")
    earlier = put_notebook(press, "half", prose=slot)
    later_lab = put_lab(press, "lab.yaml/tables/slides_down/rows/most", "13")
    later = put_notebook(press, "half", prose=slot)

    assert said(press, earlier_lab, later_lab) == ["how the report is judged"]
    assert said(press, earlier, later) == ["one key corrected (task 2)"]


def put_lab(press: Press, path: str = "", text: str = "") -> Edition:
    return publish(press, Upload(kind="lab", files=lab_files(path, text)), Act(school=LIBRARY, at=1))
