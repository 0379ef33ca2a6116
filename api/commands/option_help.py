"""What options are for, in the language that the command was asked in."""

from argparse import ArgumentParser
from collections.abc import Callable

from variants.texts import Language, Text

TOLD_IN = "told_in"
"""Under this name a parser knows the language of help and refusals."""


def helper(parser: ArgumentParser) -> Callable[[str, str], str]:
    """Return what chooses between English and Russian for this parser; English where it knows no language."""
    language: Language = parser.get_default(TOLD_IN) or "en"
    return lambda en, ru: Text(en=en, ru=ru).in_language(language)
