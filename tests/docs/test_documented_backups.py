"""The commands of the guide that put everything into a file, take it out again, and erase a student."""

import re
from pathlib import Path

import pytest
from test_documented_commands import commands, folder, run

__all__ = ["folder"]


@pytest.mark.slow
def test_a_school_is_backed_up_restored_and_a_student_erased(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "backup.key").write_text("a key of more than sixteen letters\n", encoding="utf-8")
    run('tetrad user add student --name "Student 01" --school school-1 --role student', capsys)

    written, verified = (run(command, capsys) for command in commands("backup"))
    monkeypatch.setenv("TETRAD_DATA", str(folder.parent / "restored"))
    (restored,) = (run(command, capsys) for command in commands("restore"))
    dry, erased, rewritten = (
        run(command.replace("STUDENT", "student"), capsys) for command in commands("erase")
    )

    assert written == verified
    assert "restored" in restored
    assert "Student 01" in dry
    assert erased.endswith("see docs/operating/backups.md.\n")
    assert "holds nothing" in rewritten


@pytest.mark.slow
def test_a_school_leaves_and_comes_in_elsewhere(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run('tetrad user add student --name "Student 01" --school school-1 --role student', capsys)

    (packed,) = (run(command, capsys) for command in commands("export"))
    monkeypatch.setenv("TETRAD_DATA", str(folder.parent / "elsewhere"))
    (taken_in,) = (run(command, capsys) for command in commands("import"))

    assert re.search(r"\d+ rows", packed)
    assert "new passwords" in taken_in
    assert "Student 01" in run("tetrad user list --school school-1", capsys)
