"""Which language commands speak."""

import pytest

from api.terminal_language import terminal_language


@pytest.mark.parametrize(
    ("given", "language"),
    [
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "ru"}, "ru"),
        ({"LANG": "run_RUN"}, "en"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "ru_UA"}, "ru"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": ""}, "ru"),
        ({}, "en"),
    ],
)
def test_the_first_locale_that_says_anything_counts(given: dict[str, str], language: str) -> None:
    assert terminal_language(given) == language
