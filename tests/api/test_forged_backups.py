"""A backup whose parts are sealed as they should be, and hold what no backup does, is refused in words."""

from collections.abc import Callable
from pathlib import Path

import pytest
from backed_up import Installation, installation, tetrad

from api.backups.parts import begin_parts, open_parts

ANNA = b'"Anna"'
SPOILT: dict[str, tuple[bytes, Callable[[bytes], bytes]]] = {
    "deep description": (b'S{"', lambda part: part.replace(b"{", b'{"a": ' + b"[" * 200_000, 1)),
    "deep row": (ANNA, lambda part: part.replace(ANNA, b"[" * 200_000)),
    "no secret": (b'"secret": "', lambda part: part.replace(b'"secret"', b'"public"')),
    "secret of other digits": (b'"secret": "', lambda part: part.replace(b'"secret": "', b'"secret": "x')),
    "doubled rows": (ANNA, lambda part: part + part[1:]),
    "nothing for a name": (ANNA, lambda part: part.replace(ANNA, b"null")),
    "schools away": (b'R["north"', lambda part: part.replace(b'["north"', b'["south"')),
}


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """The contents of the parts of a backup of one person."""
    place, path = installation(tmp_path_factory.mktemp("one") / "data"), tmp_path_factory.mktemp("b") / "b"
    with pytest.MonkeyPatch.context() as patch:
        place.use(patch)
        words = ("--name", "Anna", "--role", "student", "--school", "north")
        assert tetrad("user", "add", "anna", *words) == tetrad("backup", path) == 0
    with path.open("rb") as file:
        return [part.content for part in open_parts(file, None)[0]]


def write_sealed(path: Path, contents: list[bytes]) -> None:
    with path.open("wb") as file:
        parts = begin_parts(file, None)
        for number, content in enumerate(contents, 1):
            parts.write(content, last=number == len(contents))


@pytest.mark.parametrize(("where", "spoil"), SPOILT.values(), ids=SPOILT.keys())
def test_what_no_backup_holds_is_refused_and_nothing_is_restored(
    where: bytes,
    spoil: Callable[[bytes], bytes],
    contents: list[bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    empty: Installation = installation(tmp_path / "empty")
    empty.use(monkeypatch)
    assert sum(where in content for content in contents) == 1
    write_sealed(tmp_path / "forged", [spoil(one) if where in one else one for one in contents])

    assert tetrad("restore", tmp_path / "forged") == 1

    assert "The backup is damaged" in capsys.readouterr().err
    assert not any(empty.rows().values())
