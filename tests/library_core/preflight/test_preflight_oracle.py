"""Pre-flight against EPUBCheck itself, over every case: the same word on error or none, the same ids."""

from pathlib import Path

import pytest
from edited_packages import Case, cases, package_of
from epubcheck_oracle import Oracle, Verdict

from library_core.preflight.checking import check_epub


@pytest.fixture(scope="module")
def judged(
    epubcheck: Oracle, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Case, Path, Verdict]]:
    folder = tmp_path_factory.mktemp("packages")
    files: dict[Path, Case] = {}
    for place, case in enumerate(cases()):
        file = folder / f"{place}.epub"
        file.write_bytes(package_of(case))
        files[file] = case
    verdicts = epubcheck.verdicts_of(list(files))
    return {case.name: (case, file, verdicts[file]) for file, case in files.items()}


@pytest.mark.slow
def test_epubcheck_and_preflight_agree_on_error_or_none(
    judged: dict[str, tuple[Case, Path, Verdict]],
) -> None:
    differing = [
        name for name, (_, file, verdict) in judged.items() if check_epub(file).broken != bool(verdict.errors)
    ]

    assert differing == []


@pytest.mark.slow
def test_epubcheck_names_what_the_cases_claim(judged: dict[str, tuple[Case, Path, Verdict]]) -> None:
    unnamed = {
        name: sorted(case.identifiers - verdict.errors - verdict.others)
        for name, (case, _, verdict) in judged.items()
        if not case.identifiers <= verdict.errors | verdict.others
    }

    assert unnamed == {}
