"""What a killed `./dev local` leaves behind goes at the next start; what runs is left alone."""

import signal
import subprocess
import sys
from pathlib import Path

from deploy.local.leftovers import note_elsewhere, own_folder

HOLDING = """
import sys, time
from pathlib import Path
from deploy.local.leftovers import note_elsewhere, own_folder
with own_folder(Path(sys.argv[1])) as folder:
    note_elsewhere(folder, Path(sys.argv[2]))
    print(folder, flush=True)
    time.sleep(60)
"""


def killed(place: Path, other: Path) -> Path:
    """Return the folder of a run that was killed; it had another one elsewhere."""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", HOLDING, str(place), str(other)]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        folder = Path(run.stdout.readline().strip())
        run.send_signal(signal.SIGKILL)
    return folder


def test_folders_of_a_killed_run_go_at_the_next_start(tmp_path: Path) -> None:
    other = tmp_path / "cluster"
    other.mkdir()
    left = killed(tmp_path, other)
    assert left.exists()

    with own_folder(tmp_path):
        assert not left.exists()
        assert not other.exists()


def test_folders_of_what_runs_stay(tmp_path: Path) -> None:
    other = tmp_path / "cluster"
    other.mkdir()
    with own_folder(tmp_path) as first:
        note_elsewhere(first, other)

        with own_folder(tmp_path) as second:
            assert first.exists()
            assert second != first

        assert other.exists()


def test_a_folder_that_is_just_being_made_stays(tmp_path: Path) -> None:
    (tmp_path / "tetrad-local-new").mkdir()

    with own_folder(tmp_path):
        assert (tmp_path / "tetrad-local-new").exists()
