"""What options are for, in the language that the command was asked in."""

from argparse import ArgumentParser
from collections.abc import Callable

from variants.texts import Language, Text

TOLD_IN = "told_in"
"""Under this name a parser knows the language of help and refusals."""


Say = Callable[[str, str], str]
"""Chooses between English and Russian."""


def helper(parser: ArgumentParser) -> Say:
    """Return what chooses the language of this parser; English where it knows none."""
    language: Language = parser.get_default(TOLD_IN) or "en"
    return lambda en, ru: Text(en=en, ru=ru).in_language(language)


def add_json(parser: ArgumentParser, say: Say, *, lines: bool = True) -> None:
    """Add `--json` to a command that prints one object, or one a line."""
    one = say("print one JSON object", "печатать один объект JSON")
    each = say("print one JSON object a line", "печатать по одному объекту JSON в строке")
    parser.add_argument("--json", action="store_true", help=each if lines else one)


def add_quiet(parser: ArgumentParser, say: Say) -> None:
    """Add `--quiet` to a command that shows how far it is."""
    about = say("show no progress", "не показывать ход работы")
    parser.add_argument("--quiet", action="store_true", help=about)


def add_erased(parser: ArgumentParser, say: Say) -> None:
    """Add `--erased` to a command that takes an installation in."""
    about = say(
        "a newer list of who was erased: they are left out",
        "более новый список стёртых: их данные не принимаются",
    )
    parser.add_argument("--erased", metavar="FILE", help=about)
