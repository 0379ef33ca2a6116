"""Which slots hold a lab, and where the documents of labs come from."""

from collections.abc import Callable
from typing import Final

from labs.documents.lab import Lab
from library_core.editions import EditionKey
from notebooks_engine.showing import ShownVariant

Labs = Callable[[EditionKey], Lab]
"""Finds the lab of an edition."""
NOTES: Final = "notes"
"""What the student's own notes are called among the answers; nobody judges them."""


def is_lab(variant: ShownVariant) -> bool:
    """Tell whether a variant is one of a lab: a part of its report is asked for."""
    return any(ask.kind == "lab" for ask in variant.asks)
