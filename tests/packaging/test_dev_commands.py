"""The door to the project is what README says, and what it installs is what the code uses."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PACKAGES = ("variants", "labs", "library_core", "search", "notebooks_engine", "content", "api")
LOCKS = ("run", "development", "build")


def lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def distribution(requirement: str) -> str:
    """Return the name before the version, in its one spelling."""
    return re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def locked(name: str) -> set[str]:
    return {distribution(line) for line in lock(name).splitlines() if line[:1].isalnum()}


def imports(folder: Path) -> set[str]:
    """Return the first names of all modules imported by absolute name in a folder."""
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found


def test_without_a_command_the_commands_are_listed() -> None:
    shown = subprocess.run([str(ROOT / "dev")], capture_output=True, text=True, check=False)

    assert shown.returncode == 2
    assert all(word in shown.stdout for word in ("setup", "serve", "test", "lint", "check", "bench", "lock"))


def test_every_command_of_the_readme_is_one_that_dev_offers() -> None:
    script = (ROOT / "dev").read_text(encoding="utf-8")
    offered = set(re.findall(r"^(\w+)\)", script, re.MULTILINE))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    named = set(re.findall(r"\./dev (\w+)", readme))

    assert {"serve", "test"} <= named <= offered


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_a_hash_for_every_package_and_no_address(name: str) -> None:
    text = lock(name)

    entries = re.split(r"\n(?=[A-Za-z0-9])", text.strip())

    assert [entry.split("\n")[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert all("==" in entry for entry in entries)
    assert "://" not in text


def test_every_dependency_is_locked() -> None:
    needed = {distribution(line) for line in PROJECT["dependencies"]}
    developing = {distribution(line) for line in PROJECT["optional-dependencies"]["development"]}

    assert needed - locked("run") == set()
    assert (needed | developing) - locked("development") == set()
    assert "hatchling" in locked("build")


def test_the_code_imports_declared_packages_alone() -> None:
    # What sends traces is loaded only where a collector is named.
    wanted = (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["tracing"])
    declared = {distribution(line) for line in wanted}
    homes = packages_distributions()
    used = set().union(*(imports(ROOT / package) for package in PACKAGES))
    # `_typeshed` is known to type checkers alone.
    foreign = used - {*PACKAGES, *sys.stdlib_module_names, "_typeshed"}

    undeclared = {
        name for name in foreign if not declared & {distribution(home) for home in homes.get(name, [name])}
    }

    assert undeclared == set()
