"""Print the values of a variant in the reader's language, as words, as LaTeX and as MathML."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Final, NamedTuple

from variants.chemistry.reactions import latex_reaction, print_reaction
from variants.chemistry.substances import latex_substance, print_substance
from variants.prose.formulas import to_mathml
from variants.prose.gaps import Filling, Place
from variants.prose.plain import plain_text
from variants.quantities.numbers import printed_number, round_to_decimals, round_to_figures
from variants.quantities.units import latex_unit, print_unit, read_unit
from variants.templates.display.formula_latex import latex_formula
from variants.templates.values import (
    EquationValue,
    FormulaValue,
    NumberValue,
    ReactionValue,
    RowValue,
    SeriesValue,
    SubstanceValue,
    TruthValue,
    Value,
    WordValue,
)
from variants.texts import Language, Text

NO_REACTION: Final = Text("no reaction", "реакция не идёт")
YES: Final = Text("yes", "да")
NO: Final = Text("no", "нет")
NUMBER_OF_FORMS: Final[dict[Language, int]] = {"en": 2, "ru": 3}
_TIGHT_UNITS: Final = frozenset("°′″'\"")
_SIGNS_OF_HTML: Final = re.compile("[&<>\"']")
_LAST_DOT: Final = re.compile(r"\.(?=(?:</\w+>)*\Z)")
_TEX_ESCAPES: Final = str.maketrans({character: " " for character in '\\{}$#%&~^_`"'})


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How to print a value: in a unit, with figures or decimals, as a bare number, with a counted word."""

    unit: str | None = None
    figures: int | None = None
    decimals: int | None = None
    bare: bool = False
    forms: tuple[str, ...] = ()


@lru_cache(maxsize=1024)
def manner_of(
    *,
    unit: str | None = None,
    figures: int | None = None,
    decimals: int | None = None,
    bare: bool = False,
    forms: tuple[str, ...] = (),
) -> Manner:
    """Return a manner, the same one each time: what was printed in it is found by its identity."""
    return Manner(unit=unit, figures=figures, decimals=decimals, bare=bare, forms=forms)


AS_IT_IS: Final = manner_of()


class Printed(NamedTuple):
    """A printed value, and what of it goes into prose, into an attribute with LaTeX and into MathML.

    Two more are prose and MathML before a full stop, where `рт. ст.` leaves its own dot out.
    """

    filling: Filling
    places: tuple[str, str, str, str, str]


PLACES: Final[Mapping[Place, int]] = {"P": 0, "T": 1, "M": 2}
PLACES_BEFORE_A_STOP: Final[Mapping[Place, int]] = {"P": 3, "T": 1, "M": 4}


def place_value(value: Value, language: Language, manner: Manner = AS_IT_IS) -> Printed:
    """Return the value as words, LaTeX and MathML, ready for each place where it may stand."""
    if not isinstance(value, NumberValue | SeriesValue) or manner.forms:
        filling = print_value(value, language, manner)
        return Printed(filling, _places(filling))
    words, tex, unit = _digits(value, language, manner)
    behind, tex_behind, head, tail, places = _unit_around(unit, language)
    prose, attribute, mathml, stopped, mathml_stopped = places
    # Digits hold nothing that HTML would take for markup, and never end in a dot.
    inside = head + words
    return Printed(
        Filling(words + behind, tex + tex_behind, inside + tail),
        (words + prose, tex + attribute, inside + mathml, words + stopped, inside + mathml_stopped),
    )


def _places(filling: Filling) -> tuple[str, str, str, str, str]:
    prose, mathml = _escaped(filling.words), filling.mathml
    stopped, mathml_stopped = _LAST_DOT.sub("", prose), _LAST_DOT.sub("", mathml)
    return prose, _escaped(filling.tex), mathml, stopped, mathml_stopped


def _escaped(text: str) -> str:
    return escape(text) if _SIGNS_OF_HTML.search(text) else text


def print_value(value: Value, language: Language, manner: Manner = AS_IT_IS) -> Filling:
    """Return the value as words, LaTeX and MathML."""
    match value:
        case NumberValue() if manner.forms:
            return _print_counted(value, language, manner)
        case NumberValue() | SeriesValue():
            words, tex, unit = _digits(value, language, manner)
            behind, tex_behind, head, tail, _ = _unit_around(unit, language)
            return Filling(words + behind, tex + tex_behind, f"{head}{words}{tail}")
        case FormulaValue(tree=tree):
            return _tex_filling(latex_formula(tree, language))
        case EquationValue(left=left, right=right):
            return _tex_filling(f"{latex_formula(left, language)} = {latex_formula(right, language)}")
        case SubstanceValue(substance=substance):
            return _tex_filling(latex_substance(substance), print_substance(substance))
        case ReactionValue(reaction=reaction) if reaction is not None:
            return _tex_filling(latex_reaction(reaction), print_reaction(reaction))
        case _:
            return words_filling(_words(value, language))


def _words(value: WordValue | TruthValue | RowValue | ReactionValue, language: Language) -> str:
    match value:
        case WordValue(name=name, text=text):
            return text.in_language(language) or name
        case TruthValue(truth=truth):
            return (YES if truth else NO).in_language(language)
        case RowValue(row=row, columns=columns):
            return _name_of(row, columns, language)
        case ReactionValue():
            return NO_REACTION.in_language(language)


def _name_of(row: str, columns: Mapping[str, Value], language: Language) -> str:
    """Return what a table's row is called: its column `name`, else its first words, else its first cell."""
    words = [column for column in columns.values() if isinstance(column, WordValue)]
    for column in (columns.get("name"), *words, *columns.values()):
        if column is not None:
            return print_value(column, language).words
    return row


@lru_cache(maxsize=20_000)
def number_in_unit(si: float, unit: str) -> float:
    """Return the number of an SI value in a unit, without the last digits that binary arithmetic adds."""
    known = read_unit(unit)
    return float(f"{(si - known.offset) / known.factor:.12g}")


def words_filling(words: str) -> Filling:
    r"""Return words; in a formula they stand in `\text{…}`."""
    tex = rf"\text{{{words.translate(_TEX_ESCAPES)}}}"
    return Filling(words=words, tex=tex, mathml=f"<mtext>{escape(words)}</mtext>")


def counted_form(number: float, forms: tuple[str, ...], language: Language) -> str:
    """Return the form that fits a number: 21 виток, 22 витка, 25 витков; a decimal takes the second."""
    if number != int(number):
        return forms[1]
    if language == "en":
        return forms[0] if abs(number) == 1 else forms[1]
    last, last_two = int(abs(number)) % 10, int(abs(number)) % 100
    if last == 1 and last_two != 11:
        return forms[0]
    return forms[1] if last in (2, 3, 4) and last_two not in (12, 13, 14) else forms[2]


def _tex_filling(tex: str, words: str | None = None) -> Filling:
    mathml = to_mathml(tex).removeprefix('<math display="inline">').removesuffix("</math>")
    return Filling(words=plain_text(mathml) if words is None else words, tex=tex, mathml=mathml)


def _print_counted(value: NumberValue, language: Language, manner: Manner) -> Filling:
    """Print a number and the form of the counted word that fits it."""
    unit = value.unit if manner.unit is None else manner.unit
    number = number_in_unit(value.si, unit)
    figures, decimals = _precision(value, manner, unit)
    printed = printed_number(number, figures, decimals)[language]
    shown = (
        round_to_figures(number, figures or 4) if decimals is None else round_to_decimals(number, decimals)
    )
    return _with_word(*printed, counted_form(shown, manner.forms, language))


def _digits(value: NumberValue | SeriesValue, language: Language, manner: Manner) -> tuple[str, str, str]:
    """Return numbers as words and as LaTeX, and the unit to stand behind them."""
    unit = value.unit if manner.unit is None else manner.unit
    figures, decimals = _precision(value, manner, unit)
    behind = "" if manner.bare else unit
    if isinstance(value, NumberValue):
        return *printed_number(number_in_unit(value.si, unit), figures, decimals)[language], behind
    numbers = [printed_number(number_in_unit(si, unit), figures, decimals)[language] for si in value.si]
    # A decimal comma would run into a comma between the numbers.
    mark = "; " if language == "ru" else ", "
    return mark.join([one.words for one in numbers]), mark.join([one.tex for one in numbers]), behind


def _precision(value: NumberValue | SeriesValue, manner: Manner, unit: str) -> tuple[int | None, int | None]:
    """Return figures and decimals as asked for, else the value's own, decimals in its own unit only."""
    if manner.figures is not None or manner.decimals is not None:
        return manner.figures, manner.decimals
    return value.figures, value.decimals if unit == value.unit else None


class _Around(NamedTuple):
    """What follows a number in words and in LaTeX, what stands around it in MathML, and the same by place."""

    words: str
    tex: str
    head: str
    tail: str
    places: tuple[str, str, str, str, str]


@lru_cache(maxsize=1024)
def _unit_around(unit: str, language: Language) -> _Around:
    if not unit:
        return _Around("", "", "<mn>", "</mn>", ("", "", "</mn>", "", "</mn>"))
    printed = print_unit(unit, language)
    tight = printed in _TIGHT_UNITS or (printed == "%" and language == "en")
    space, tex_gap, gap = ("", "", "") if tight else ("\u00a0", r"\,", '<mspace width="0.167em" />')
    tail = f"</mn>{gap}<mtext>{escape(printed)}</mtext></mrow>"
    words, tex = space + printed, tex_gap + latex_unit(unit, language)
    return _Around(words, tex, "<mrow><mn>", tail, _places(Filling(words, tex, tail)))


def _with_word(words: str, tex: str, form: str) -> Filling:
    mathml = f'<mrow><mn>{words}</mn><mspace width="0.278em" /><mtext>{escape(form)}</mtext></mrow>'
    return Filling(
        words=f"{words}\u00a0{form}", tex=rf"{tex}\ \text{{{form.translate(_TEX_ESCAPES)}}}", mathml=mathml
    )
