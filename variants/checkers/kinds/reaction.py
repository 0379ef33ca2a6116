"""Check the equation of a reaction: substances, coefficients up to a common multiple, form and states.

Order never matters; a reversed equation is wrong; what else is worth what stands in `reactions/sides.py`.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from variants.checkers.kinds.formula import REPAIRED, unless_long, without_label
from variants.checkers.reactions.balance import check_balance
from variants.checkers.reactions.forms import check_form
from variants.checkers.reactions.sides import Comparison
from variants.checkers.reactions.species import check_species
from variants.checkers.verdicts import NOTHING, Reading, UnreadableAnswer, Verdict, right, wrong
from variants.chemistry.amounts import Amounts, amounts_of
from variants.chemistry.conservation import nuclear_numbers
from variants.chemistry.reactions import (
    Reaction,
    latex_reaction,
    print_reaction,
    read_reaction,
    read_reaction_line,
)
from variants.chemistry.typed.cursors import UnreadableSubstance, line_of
from variants.keys import Answer, ReactionKey
from variants.texts import Language, Text

_NO_REACTION: Final = re.compile(
    r"(?:реакци[ия] нет|нет реакции|не ид[её]т|не реагиру[ею]т|не протекает|не происходит|невозможна"
    r"|не взаимодейству[ею]т|реакция (?:не ид[её]т|не протекает|не происходит|невозможна)"
    r"|no (?:reaction|rxn)(?: occurs| takes place| happens)?|(?:does|do|will) not (?:react|occur|take place)"
    r"|doesn't react|don't react|won't react|no change|nothing happens)"
    r"(?:\s*[,;:.(–—-].*|\s+(?:так как|т\. ?к\.|потому|because|since|as)\b.*)?",
    re.IGNORECASE,
)
_SHORTLY: Final = frozenset({"нет", "Нет", "no", "No", "none", "None", "nr", "NR", "n.r", "N.R", "х", "x"})
_BARRED_ARROW: Final = re.compile(r"≠|↛|⇏|[-=—–]/[-=—–]?>|!=|/=")
_AFTER_ARROW: Final = re.compile(r"^.*(?:=|→|->|=>)")
_DASHES: Final = "-–—−"
_WITHOUT_MASSES: Final = Text(
    en="Write every nuclide with its mass number behind a caret, as in ^14C; "
    "the charge number may follow: ^14_6C.",
    ru="У каждого нуклида запишите массовое число после знака ^, например ^14C; "
    "зарядовое можно добавить так: ^14_6C.",
)
_NOTHING: Final = Text(en="no reaction", ru="реакция не идёт")


def read_answer(key: ReactionKey, answer: Answer, language: Language) -> Reading:
    """Say how the equation was understood. Raises UnreadableAnswer."""
    return _read(answer, language)[1]


def check(key: ReactionKey, answer: Answer, language: Language) -> Verdict:
    """Compare with the key; a key of None expects “no reaction”. Raises UnreadableAnswer."""
    given, reading = _read(answer, language)
    expected = _expected(key.equation)
    if given is None or expected is None:
        return _check_nothing(given, expected, reading)
    if expected[2] and nuclear_numbers(given) is None:
        raise UnreadableAnswer(_WITHOUT_MASSES, position=0)
    comparison = Comparison(
        key=key,
        expected=expected[0],
        given=given,
        wanted=expected[1],
        entered=amounts_of(given),
        reading=reading,
    )
    for rule in _RULES:
        verdict = rule(comparison)
        if verdict is not None:
            return verdict
    return check_species(comparison)


def type_key(key: ReactionKey, language: Language) -> Answer:
    """Return the equation as a student would type it."""
    expected = _expected(key.equation)
    if expected is None:
        return "no reaction" if language == "en" else "не идёт"
    return expected[0].text


_RULES: Final[tuple[Callable[[Comparison], Verdict | None], ...]] = (check_balance, check_form)


def _read(answer: Answer, language: Language) -> tuple[Reaction | None, Reading]:
    if not isinstance(answer, str) or not answer.strip():
        raise UnreadableAnswer(NOTHING)
    if says_no_reaction(answer):
        return None, Reading(text=_NOTHING.in_language(language))
    try:
        line = line_of(without_label(answer))
        reaction = read_reaction_line(line)
    except UnreadableSubstance as error:
        raise UnreadableAnswer(error.message, position=error.position) from error
    return reaction, Reading(
        text=lambda: print_reaction(reaction),
        latex=lambda: unless_long(latex_reaction(reaction)),
        notes=(REPAIRED,) if line.repaired else (),
    )


@lru_cache(maxsize=1024)
def _expected(equation: str | None) -> tuple[Reaction, Amounts, bool] | None:
    """Read the key and say whether it is nuclear; the words for “no reaction” mean the same as None."""
    if equation is None or says_no_reaction(equation):
        return None
    reaction = read_reaction(equation)
    return reaction, amounts_of(reaction), nuclear_numbers(reaction) is not None


def says_no_reaction(answer: str) -> bool:
    """Say whether the words mean that no reaction takes place: «не идёт», “no reaction”, a dash, ≠."""
    words = " ".join(answer[-200:].split()).strip(" .!;")
    if _BARRED_ARROW.search(answer):
        return True
    result = _AFTER_ARROW.sub("", words).strip(" .,()")
    return bool(result) and (
        not result.strip(_DASHES) or result in _SHORTLY or bool(_NO_REACTION.fullmatch(result))
    )


def _check_nothing(given: Reaction | None, expected: object, reading: Reading) -> Verdict:
    if given is None and expected is None:
        return right("no_reaction", Text(en="Right: no reaction.", ru="Верно: реакция не идёт."), reading)
    if given is None:
        message = Text(
            en="Look again: there is a reaction here.", ru="Посмотрите ещё раз: реакция здесь идёт."
        )
        return wrong("reaction_expected", message, reading)
    message = Text(
        en="Look again at whether this reaction is possible.", ru="Проверьте, возможна ли такая реакция."
    )
    return wrong("no_reaction_expected", message, reading)
