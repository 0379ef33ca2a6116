"""Addresses of the licences that publishers name by their SPDX identifiers."""

import re
from typing import Final

_CREATIVE_COMMONS: Final = re.compile(r"CC-(?P<terms>BY(?:-(?:SA|ND|NC|NC-SA|NC-ND))?)-(?P<version>[1-4]\.0)")


def licence_address(licence: str) -> str:
    """Return the address of a Creative Commons licence, or the words themselves."""
    if licence == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    match = _CREATIVE_COMMONS.fullmatch(licence)
    if match is None:
        return licence
    return f"https://creativecommons.org/licenses/{match['terms'].lower()}/{match['version']}/"
