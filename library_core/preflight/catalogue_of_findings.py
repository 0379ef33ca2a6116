"""The catalogue: what every identifier means, and how to mend it, in Russian and English."""

from typing import Final

from library_core.preflight.meanings import Meaning, Meanings, meaning
from library_core.preflight.messages.of_archives import ARCHIVES
from library_core.preflight.messages.of_packages import PACKAGES
from library_core.preflight.messages.of_quality import QUALITY
from library_core.preflight.messages.of_references import REFERENCES

WARNINGS: Final = frozenset({"CSS-003", "CSS-019", "HTM-007", "RSC-017", "RSC-027"})
USAGES: Final = frozenset(
    {"ACC-009", "ACC-011", "CSS-005", "CSS-006", "CSS-028", "HTM-010", "HTM-045", "HTM-055", "HTM-060a"}
    | {"HTM-060b", "OPF-086b", "OPF-087", "OPF-088", "RSC-024", "RSC-025", "CSS-007"}
)
"""Weaker ones among the identifiers that have no words here yet."""

UNNAMED: Final = meaning(
    "error",
    ("EPUBCheck's rule {id} is broken here.", "See the documentation of EPUBCheck."),
    ("Здесь нарушено правило EPUBCheck {id}.", "См. документацию EPUBCheck."),
)

CATALOGUE: Final[Meanings] = {**REFERENCES, **ARCHIVES, **PACKAGES, **QUALITY}


def meaning_of(id: str) -> Meaning:
    """Return what an identifier means; one that has no words yet is told by its name."""
    return CATALOGUE.get(id) or Meaning(
        "warning" if id in WARNINGS else "usage" if id in USAGES else UNNAMED.severity,
        UNNAMED.message.map(lambda text: text.replace("{id}", id)),
        UNNAMED.remedy,
    )
