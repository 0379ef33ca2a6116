"""Each small package has one thing wrong, and pre-flight names it; what is right is called right."""

import pytest
from edited_packages import Case, cases, package_of

from library_core.preflight.checking import check_epub
from library_core.preflight.report import BREAKING

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_what_is_wrong_is_named(case: Case) -> None:
    report = check_epub(package_of(case))

    assert case.identifiers <= {problem.id for problem in report.problems}


@pytest.mark.parametrize("case", [case for case in CASES if case.identifiers], ids=lambda case: case.name)
def test_every_finding_has_words_in_both_languages(case: Case) -> None:
    report = check_epub(package_of(case))

    for problem in report.problems:
        assert problem.message.en
        assert problem.message.ru
        assert "{" not in problem.message.en.replace("{}", ""), problem.message.en


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.name.startswith("right")], ids=lambda case: case.name
)
def test_a_right_book_has_no_error(case: Case) -> None:
    report = check_epub(package_of(case))

    assert [problem.id for problem in report.problems if problem.severity in BREAKING] == []
    assert not report.broken
