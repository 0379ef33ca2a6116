"""Key a lab's variant anew by a corrected edition of the lab, at exactly the apparatus its student had.

As with tasks, what was asked must still be asked; tables and plots of the report must be the same ones.
"""

from dataclasses import replace

from labs.documents.lab import Lab
from labs.supplying import with_report
from variants.problems import DocumentRefused, Problem
from variants.rekeying import rekey, restate
from variants.texts import Text
from variants.variant import Variant


def rekey_lab(lab: Lab, variant: Variant) -> Variant:
    """Return the variant with the keys and points of the lab. Raises DocumentRefused if they don't fit it."""
    keyed = with_report(lab, rekey(lab.apparatus, _apparatus(variant)))
    parts, now = ({ask.name for ask in one.asks if ask.kind == "lab"} for one in (variant, keyed))
    if parts != now:
        listed = ", ".join(sorted(parts ^ now))
        message = Text(
            en=f"the report has other parts than the student was asked for: {listed}",
            ru=f"в отчёте теперь не те части, которые спрашивали у ученика: {listed}",
        )
        raise DocumentRefused([Problem(document=lab.document or lab.id, message=message)])
    return keyed


def restate_lab(lab: Lab, variant: Variant) -> Text:
    """Return how the lab states its purpose now, as HTML. Raises DocumentRefused."""
    return restate(lab.apparatus, _apparatus(variant))


def refuse_other_bench(lab: Lab) -> DocumentRefused:
    """Return the refusal for an edition whose bench is another one: its model can't judge old readings."""
    message = Text(
        en="the corrected edition has another bench: what was measured before can't be judged by it",
        ru="в исправленном издании другая установка: прежние измерения по нему не проверить",
    )
    return DocumentRefused([Problem(document=lab.document or lab.id, message=message)])


def _apparatus(variant: Variant) -> Variant:
    """Return a lab's variant as one of its apparatus alone, where nothing is hidden line by line."""
    return replace(
        variant,
        given=tuple(replace(one, hidden=False) for one in variant.given),
        asks=tuple(ask for ask in variant.asks if ask.kind != "lab"),
    )
