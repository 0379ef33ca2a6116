"""What stands open on a bench is typed as it is printed: a formula there has phones load 130 KB."""

import re

import pytest
from built_in_labs import FOLDER, LABS

OPEN = re.compile(r"^(?:purpose|ask|controls|instruments):\n(?:(?: .*)?\n)+", re.MULTILINE)


@pytest.mark.parametrize("lab", LABS)
def test_nothing_that_stands_open_on_a_bench_needs_formulas_to_be_set(lab: str) -> None:
    document = (FOLDER / lab / "lab.yaml").read_text(encoding="utf-8")

    opened = OPEN.findall(document)

    assert len(opened) >= 3
    assert not [line for part in opened for line in part.splitlines() if "$" in line]
