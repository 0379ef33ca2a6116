"""The catalogue: what every identifier means, and how to mend it, in Russian and English."""

from typing import Final

from library_core.preflight.meanings import Meaning, Meanings, meaning
from library_core.preflight.messages.of_archives import ARCHIVES
from library_core.preflight.messages.of_packages import PACKAGES
from library_core.preflight.messages.of_prefixes import PREFIXES
from library_core.preflight.messages.of_quality import QUALITY
from library_core.preflight.messages.of_references import REFERENCES
from library_core.preflight.models.messages import DOCUMENTS

UNNAMED: Final = meaning(
    "error",
    ("EPUBCheck's rule {id} is broken here.", "See the documentation of EPUBCheck."),
    ("Здесь нарушено правило EPUBCheck {id}.", "См. документацию EPUBCheck."),
)

CATALOGUE: Final[Meanings] = {**ARCHIVES, **PACKAGES, **PREFIXES, **REFERENCES, **QUALITY, **DOCUMENTS}


def meaning_of(id: str) -> Meaning:
    """Return what an identifier means; one that has no words yet is told by its name."""
    return CATALOGUE.get(id) or Meaning(
        UNNAMED.severity,
        UNNAMED.message.map(lambda text: text.replace("{id}", id)),
        UNNAMED.remedy,
    )
