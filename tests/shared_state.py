"""What the test processes of one run share: programs that the first of them starts and the last one ends.

They end with the last process of the run however it ends, by Ctrl-C, a closed terminal or SIGKILL, too.
"""

import contextlib
import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

State = dict[str, Any]

_ROOT: Final = Path(__file__).parents[1]
_WATCHER: Final = """
import shutil, sys
sys.path.insert(0, sys.argv[1])
from deploy.local.outliving import watch
watch(sys.stdin)
for folder in sys.argv[2:]:
    shutil.rmtree(folder, ignore_errors=True)
"""


@contextlib.contextmanager
def used_together(
    folder: Path, begin: Callable[[], Mapping[str, Any]], end: Callable[[State], None]
) -> Iterator[State]:
    """Yield what `begin` told to the process that came first; the one that leaves last lets `end` end it.

    `begin` tells the numbers of its `programs`, each the first of its process group, and may tell of
    `folders`: what nobody ended or removed is ended and removed when no process of the run is left.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder / "state.json") as state:
        if not state.get("users"):
            state.clear()
            state |= {"users": 0, **begin()}
            _watch(folder, state)
        else:
            _stay(folder)
        state["users"] += 1
        told = dict(state)
    try:
        yield told
    finally:
        with _locked(folder / "state.json") as state:
            state["users"] -= 1
            if not state["users"]:
                end(told)


@contextlib.contextmanager
def _locked(file: Path) -> Iterator[State]:
    """Yield what the file holds, and keep what becomes of it; nobody else changes it meanwhile."""
    with file.open("a+") as kept:
        fcntl.flock(kept, fcntl.LOCK_EX)
        kept.seek(0)
        state: State = json.loads(kept.read() or "{}")
        yield state
        kept.seek(0)
        kept.truncate()
        kept.write(json.dumps(state))


def _watch(folder: Path, state: State) -> None:
    """Start what waits until no process holds the pipe any more, and name to it what is to be ended then."""
    pipe = folder / "pipe"
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)
    theirs = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    ours = _stay(folder)
    os.set_blocking(theirs, True)
    watcher = subprocess.Popen(
        [sys.executable, "-I", "-c", _WATCHER, str(_ROOT), *state.get("folders", ())],
        stdin=theirs,
        stdout=subprocess.DEVNULL,
        cwd="/",
        start_new_session=True,
    )
    os.close(theirs)
    # It ends after us, so nobody will ever wait for it.
    watcher.returncode = 0
    for pid in state["programs"]:
        os.write(ours, f"tie {pid} {state.get('ends_by', 15)}\n".encode("ascii"))


def _stay(folder: Path) -> int:
    """Hold the pipe from now on: it is let go by the end of this process, whatever ends it."""
    return os.open(folder / "pipe", os.O_WRONLY)
