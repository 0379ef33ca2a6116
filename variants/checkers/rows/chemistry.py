"""Turn rows of kinds formula and reaction into keys."""

from collections.abc import Callable, Mapping
from typing import Final

from variants.checkers.kinds.reaction import says_no_reaction
from variants.checkers.rows.options import BadRow, Row, read_one_of, read_text
from variants.chemistry.reactions import UnreadableReaction, read_reaction
from variants.chemistry.substances import read_substance
from variants.chemistry.typed.cursors import UnreadableSubstance
from variants.keys import FormulaKey, Key, ReactionKey
from variants.texts import Language


def _formula(row: Row, language: Language) -> FormulaKey:
    try:
        read_substance(read_text(row))
    except UnreadableSubstance as error:
        raise BadRow(f"key: {error}") from error
    return FormulaKey(formula=read_text(row))


def _reaction(row: Row, language: Language) -> ReactionKey:
    equation = None if row["key"] in (None, "", "no_reaction") else read_text(row)
    if equation is not None and not says_no_reaction(equation):
        try:
            read_reaction(equation)
        except UnreadableReaction as error:
            raise BadRow(f"key: {error}") from error
    return ReactionKey(
        equation=equation,
        form=read_one_of(row, "form", ("molecular", "ionic", "net_ionic", "half")),
        coefficients=read_one_of(row, "coefficients", ("any", "smallest", "key")),
        states=read_one_of(row, "states", ("ignored", "required")),
        conditions=read_one_of(row, "conditions", ("ignored", "required")),
    )


READERS: Final[Mapping[str, Callable[[Row, Language], Key]]] = {"formula": _formula, "reaction": _reaction}
