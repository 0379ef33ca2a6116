"""A built wheel holds everything and runs outside the checkout.

The wheel is unpacked alone into an empty folder. Its dependencies are those of the environment that runs the
tests, found through a `.pth` file of a fresh virtual environment: nothing is downloaded, and since only
folders called site-packages are named there, the checkout's editable install is out of reach.
"""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from benchmarks.server import wait_for_answer
from deploy.local.processes import free_ports

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("variants", "labs", "library_core", "search", "notebooks_engine", "content", "api")
INSIDE = {
    "pages": "api/pages/base.html",
    "static files": "api/static/tetrad.css",
    "formula fonts": "api/static/vendor/katex-0.19.1/fonts/KaTeX_Main-Regular.woff2",
    "translations": "api/pages/translations/ru.po",
    "migrations": "api/migrations/versions/0001_library.py",
    "tasks": "content/tasks/mechanics/block-on-incline.yaml",
    "notebooks": "content/notebooks/incline/incline.ru.md",
    "tables": "content/tables/mechanics.yaml",
    "help on answers": "api/pages/help/answers.md",
}
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the locked backend without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = "import hatchling.build, sys; print(hatchling.build.build_wheel(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", build, str(folder)], cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that has the wheel and its dependencies."""
    place = tmp_path_factory.mktemp("environment")
    venv.create(place, with_pip=False)
    installed = Path(sysconfig.get_path("purelib", vars={"base": str(place), "platbase": str(place)}))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    # A path in a `.pth` file is not itself searched for others, so the editable install stays unseen.
    (installed / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return place / "bin" / "python"


def tetrad(python: Path, *words: str) -> list[str]:
    return [str(python), "-I", "-m", "api.commands.main", *words]


def test_the_wheel_holds_every_file_that_the_packages_have(wheel: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", *PACKAGES], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.splitlines()

    held = set(zipfile.ZipFile(wheel).namelist())

    assert {what for what, path in INSIDE.items() if path not in held} == set()
    assert [path for path in listed if path not in held and (ROOT / path).exists()] == []


def test_the_help_of_the_wheel_is_the_document_itself(wheel: Path) -> None:
    held = zipfile.ZipFile(wheel).read(INSIDE["help on answers"])

    assert held == (ROOT / "docs" / "answers.md").read_bytes()


def test_no_module_of_the_checkout_is_used(python: Path, tmp_path: Path) -> None:
    ask = f"import importlib; print([importlib.import_module(name).__file__ for name in {PACKAGES}])"

    shown = subprocess.run(
        [str(python), "-I", "-c", ask], cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout

    assert str(ROOT) not in shown
    assert shown.count("site-packages") == len(PACKAGES)


def test_a_built_in_notebook_is_dealt_outside_the_checkout(python: Path, tmp_path: Path) -> None:
    where = "import content, pathlib; print(pathlib.Path(content.__file__).parent / 'notebooks' / 'incline')"
    notebook = subprocess.run(
        [str(python), "-I", "-c", where], cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout.strip()

    dealt = subprocess.run(
        tetrad(python, "deal", notebook, "--students", "2", "--language", "ru", "--json"),
        cwd=tmp_path, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip

    assert [len(json.loads(line)["variants"]) for line in dealt.splitlines()] == [9, 9]


def test_the_installed_server_publishes_its_library_and_answers(python: Path, tmp_path: Path) -> None:
    (port,) = free_ports(1)
    environment = {**os.environ, "TETRAD_DATA": str(tmp_path / "data")}

    with subprocess.Popen(
        tetrad(python, "serve", "--port", str(port)), cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL
    ) as process:
        try:
            page = wait_for_answer(process, port)
        finally:
            process.terminate()

    assert "/static/" in page
    assert (tmp_path / "data" / "tetrad.sqlite3").is_file()
