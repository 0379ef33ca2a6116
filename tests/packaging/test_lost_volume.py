"""A volume server that lost its disk gets its copies again, by the commands of the guide."""

import contextlib
import re
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local.seaweed import Seaweed, start_seaweed
from library_core.adapters.s3_client import connect
from library_core.adapters.s3_objects import S3Objects
from library_core.objects import ObjectKey, put_bytes

pytestmark = pytest.mark.slow
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "operating" / "losing-a-disk.md"
LONGEST = 120.0


@pytest.fixture
def seaweed(tmp_path: Path) -> Iterator[Seaweed]:
    started = start_seaweed(tmp_path)
    yield started
    for running in started.all:
        running.kill()


def shell(seaweed: Seaweed, lines: list[str]) -> str:
    """Run lines in the shell of SeaweedFS, and return what it says."""
    program, *arguments = seaweed.masters[0].program.command
    peers = next(one.partition("=")[2] for one in arguments if one.startswith("-peers="))
    command = [program, "shell", f"-master={peers}"]
    done = subprocess.run(
        command, input="\n".join([*lines, ""]), capture_output=True, text=True, timeout=LONGEST, check=True
    )
    return done.stdout


def copies(seaweed: Seaweed) -> Counter[str]:
    """Return on how many servers every volume lies."""
    return Counter(re.findall(r"volume Id:(\d+)", shell(seaweed, ["volume.list"])))


def all_there(store: S3Objects, contents: dict[ObjectKey, bytes]) -> bool:
    for key, content in contents.items():
        with contextlib.closing(store.open(key)) as opened:
            if opened.read() != content:
                return False
    return True


def test_copies_are_made_again_and_another_server_may_be_lost(seaweed: Seaweed) -> None:
    store = S3Objects(connect(seaweed.bucket))
    contents = {put_bytes(store, made): made for made in (bytes([n]) * 9_000 for n in range(40))}
    written = re.findall(r"^> (.*)$", GUIDE.read_text("utf-8"), re.MULTILINE)
    broken = seaweed.volumes[0]

    broken.kill()
    folder = next(one.partition("=")[2] for one in broken.program.command if one.startswith("-dir="))
    shutil.rmtree(folder)
    Path(folder).mkdir()
    assert all_there(store, contents)
    broken.start_again()
    shell(seaweed, written)
    until = time.monotonic() + LONGEST
    while set(copies(seaweed).values()) != {2} and time.monotonic() < until:
        time.sleep(0.2)
    seaweed.volumes[1].kill()

    assert all_there(store, contents)
