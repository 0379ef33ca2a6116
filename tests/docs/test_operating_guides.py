"""The guides for operators name commands, options, files and settings that there are."""

import argparse
import importlib
import re
import shlex
from pathlib import Path

import pytest
from marked_documents import code_blocks

from api.commands.main import COMMANDS
from api.setting_names import NAMES

ROOT = Path(__file__).resolve().parents[2]
GUIDES = sorted((ROOT / "docs" / "operating").glob("*.md"))
PROXYS = re.compile(r"TETRAD_(BIND|STATS|WAITING_PAGE|NODE_\d|TEST_ENGINES)")


def commands(guide: Path) -> list[list[str]]:
    """Return what the guide has somebody give to `tetrad`, however it is called there."""
    lines = "\n".join(code_blocks(guide.read_text("utf-8"), "sh")).splitlines()
    called = [re.match(r"(?:\S*/)?tetrad(?:-do)? (.+)", line) for line in lines]
    return [shlex.split(found[1], comments=True) for found in called if found]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_every_command_of_a_guide_is_understood(guide: Path) -> None:
    found = commands(guide)

    for command, *words in found:
        if command == "--help":
            continue
        parser = argparse.ArgumentParser(exit_on_error=False)
        importlib.import_module(COMMANDS[command][0]).configure(parser)
        parser.parse_args(words)
    assert found


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_every_file_that_a_guide_names_is_there(guide: Path) -> None:
    text = guide.read_text("utf-8")
    named = re.findall(r"`((?:deploy|tests|docs|requirements)/[\w./-]+)`", text)
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)]+)\)", text)]

    assert [name for name in named if not (ROOT / name).exists()] == []
    assert [link for link in links if link and not (guide.parent / link).exists()] == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_every_setting_that_a_guide_names_is_one(guide: Path) -> None:
    named = {*re.findall(r"TETRAD_[A-Z_0-9]+", guide.read_text("utf-8"))} - {"TETRAD_"}

    assert {name for name in named if name not in NAMES and not PROXYS.fullmatch(name)} == set()
