"""docs/lab-reports.md tells every reason that judging a report gives, and the numbers it goes by."""

import re

from marked_documents import ROOT, document, section, table_rows, ticked

from labs.documents.asking import PARTS
from labs.judging.results import DEVIATIONS, WIDEST
from labs.judging.spreads import REPLICATES

GUIDE = document("lab-reports.md")
_INSIDE = r'(?:[^()"]|\((?:[^()]|\([^()]*\))*\))*?'
_GIVEN = re.compile(rf'(?:lost|graded)\(\s*{_INSIDE}"([a-z_]+)"|reason="([a-z_]+)"')


def test_every_reason_is_told_and_no_other() -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "labs" / "judging").glob("*.py")]
    given = {code for text in sources for found in _GIVEN.findall(text) for code in found if code}

    told = {code for row in table_rows(section(GUIDE, "## Reasons")) for code in ticked(row[0])}

    assert told == given - {"equal"}


def test_the_numbers_are_those_of_the_program() -> None:
    assert f"*{DEVIATIONS:g} sd + bias*" in GUIDE
    assert f"{REPLICATES} times" in GUIDE
    assert WIDEST == 5
    assert "five times the ask's tolerance" in GUIDE


def test_every_part_of_the_rubric_is_spoken_of() -> None:
    assert all(part in GUIDE.casefold() for part in PARTS)
