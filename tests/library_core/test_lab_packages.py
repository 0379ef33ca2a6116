"""Labs in archives: found wherever their folder lies, unpacked within limits, refused in words."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from library_core.adapters.folder_objects import FolderObjects
from library_core.formats.lab_package.package import is_lab_package, is_withheld, lab_files, read_lab_package
from library_core.publishing import Described, Sent, UnknownWork, Upload
from variants.problems import DocumentRefused
from variants.texts import Text


def packed(files: Mapping[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return target.getvalue()


def sent(folder: Path, content: bytes) -> Sent:
    def find_used(name: str) -> dict[str, bytes]:
        raise UnknownWork(name)

    objects = FolderObjects(folder)
    upload = Upload(kind="lab", stored={"spring.zip": objects.put(io.BytesIO(content))})
    return Sent(upload=upload, objects=objects, find_used=find_used)


def describe(_files: Mapping[str, bytes]) -> Described:
    return Described(
        identifier="spring",
        title=Text(en="Spring"),
        subject="physics",
        section="mechanics",
        grades=(9,),
        languages=("en",),
    )


def refusal(folder: Path, content: bytes) -> str:
    with pytest.raises(DocumentRefused) as caught:
        lab_files(sent(folder, content))
    return str(caught.value)


@pytest.mark.parametrize("root", ["", "spring/"])
def test_a_lab_lies_at_the_root_or_in_one_folder(tmp_path: Path, root: str) -> None:
    content = packed(
        {f"{root}lab.yaml": "id: spring", f"{root}js/a.js": "1", f"__MACOSX/{root}lab.yaml": "x"}
    )

    described = read_lab_package(sent(tmp_path, content), describe)

    assert sorted(described.unpacked or ()) == ["js/a.js", "lab.yaml"]
    assert is_lab_package(io.BytesIO(content))


def test_only_the_texts_of_a_lab_are_read_into_memory(tmp_path: Path) -> None:
    files = lab_files(sent(tmp_path, packed({"lab.yaml": "id", "theory.en.md": "T", "a.js": "1"})))

    assert files == {"lab.yaml": b"id", "theory.en.md": b"T", "a.js": b""}


def test_a_hundred_thousand_files_are_too_many(tmp_path: Path) -> None:
    assert "more than" in refusal(tmp_path, packed({f"{number}": "" for number in range(100_000)}))


def test_a_document_that_would_fill_memory_is_refused(tmp_path: Path) -> None:
    assert "at most" in refusal(tmp_path, packed({"lab.yaml": "#" + "ab\n" * 800_000}))


def test_names_that_lead_out_are_refused(tmp_path: Path) -> None:
    assert "leads out" in refusal(tmp_path, packed({"lab.yaml": "id: x", "../evil.js": ""}))


def test_what_is_no_archive_is_said_so(tmp_path: Path) -> None:
    assert "no lab" in refusal(tmp_path, b"id: spring\n" * 9)
    assert not is_lab_package(io.BytesIO(b"id: spring"))


@pytest.mark.parametrize(
    ("path", "withheld"),
    [("lab.yaml", True), ("teacher.ru.md", True), ("index.html", False), ("docs/readme.md", False)],
)
def test_documents_are_withheld_from_the_object_host(path: str, withheld: bool) -> None:
    assert is_withheld(path) is withheld
