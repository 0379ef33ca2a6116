"""Pre-flight over a package for each scenario of EPUBCheck's own tests, against its verdicts."""

from pathlib import Path

import pytest
from edited_packages import cases, package_of

from library_core.preflight.checking import check_epub
from library_core.preflight.report import BREAKING

SCENARIOS = cases(Path(__file__).with_name("scenarios.txt"))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(8))
def test_every_scenario_ends_as_epubcheck_ends_it(part: int) -> None:
    differing = []
    for case in SCENARIOS[part::8]:
        errors = {one.id for one in check_epub(package_of(case)).problems if one.severity in BREAKING}
        if bool(errors) != bool(case.identifiers) or not case.identifiers <= errors:
            differing.append((case.name, sorted(errors), sorted(case.identifiers)))

    assert differing == []
