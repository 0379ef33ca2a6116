"""What every lab of the library promises: its check values; honest students pass, copiers do not."""

import pytest
from built_in_labs import LABS, built_in_lab

from labs.proofs.proving import FEWEST, examine_lab


@pytest.mark.slow
@pytest.mark.parametrize("name", LABS)
def test_honest_students_pass_and_copiers_do_not(name: str) -> None:
    proof = examine_lab(built_in_lab(name), students=60)

    assert [problem.in_language("en") for problem in proof.problems] == []
    assert proof.apparatuses >= FEWEST
    assert proof.honest >= 0.98
    assert proof.copied <= 0.1


@pytest.mark.parametrize("name", LABS)
def test_every_lab_is_checked_against_values_known_from_elsewhere(name: str) -> None:
    checks = built_in_lab(name).checks

    assert len(checks) >= 2
    assert all(check.source for check in checks)
