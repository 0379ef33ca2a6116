r"""Formulas that authors write in LaTeX → MathML in a span that KaTeX may typeset over.

Only the commands listed in `commands.py` pass, and what comes out is parsed and held against a list of
MathML elements: nothing an author types can become anything else in the page. A *gap* `\ue000N\ue001`
may stand in a formula where a variant's own value goes; see `gaps.py`.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from typing import Final
from xml.etree import ElementTree

from latex2mathml import exceptions as vendor
from latex2mathml.converter import convert

from variants.prose.chemistry import UnreadableChemistry, chemistry_to_mathml
from variants.prose.commands import COMMANDS, ENVIRONMENTS, FUNCTIONS, TEXT_COMMANDS
from variants.prose.gaps import GAP, gap_in_tex, mathml_gaps
from variants.texts import Text

MAX_LENGTH: Final = 2000
MAX_DEPTH: Final = 30
ARITIES: Final = {
    "mfrac": 2,
    "mroot": 2,
    "msub": 2,
    "msup": 2,
    "msubsup": 3,
    "munder": 2,
    "mover": 2,
    "munderover": 3,
}
ELEMENTS: Final = frozenset(
    (
        *("math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "msqrt", "mtable", "mtr", "mtd", "mstyle"),
        *("mpadded", *ARITIES),
    )
)
ATTRIBUTES: Final = frozenset(
    (
        *(
            "display",
            "mathvariant",
            "stretchy",
            "fence",
            "form",
            "width",
            "height",
            "depth",
            "lspace",
            "rspace",
        ),
        *("voffset", "displaystyle", "scriptlevel", "linethickness", "columnalign", "columnspacing"),
        *("rowspacing", "accent", "accentunder", "movablelimits", "minsize", "maxsize", "symmetric"),
    )
)
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)
_CHEMISTRY = re.compile(r"\\ce\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_ENVIRONMENT = re.compile(r"\\(begin|end)(?![A-Za-z])\s*(?:\{([^{}]*)\})?")
_WORDS = re.compile(
    r"\\(?:" + "|".join(TEXT_COMMANDS) + r")\s*\{[^{}]*\}|(?P<bare>[А-Яа-яЁё]+(?:[.-][А-Яа-яЁё]+)*)"
)
_NUMBER = re.compile(r"-?([0-9]+(?:(?:\{,\}|\.)[0-9]+)?)")
_DIGIT = re.compile("[0-9]")
_SLOT = re.compile("\ue002(\\d+)\ue003")
_LIBRARY_ERRORS = (error for error in vars(vendor).values() if isinstance(error, type))
_REFUSALS: Final[tuple[type[Exception], ...]] = (
    *(error for error in _LIBRARY_ERRORS if issubclass(error, Exception)),
    *(
        ElementTree.ParseError,
        AttributeError,
        LookupError,
        StopIteration,
        RuntimeError,
        TypeError,
        ValueError,
    ),
)


class UnreadableFormula(Exception):
    """A formula of a text that its author must mend; `position` counts from 0 inside the formula.

    `formula` is what stands between the dollars, where it was found in a longer text.
    """

    def __init__(self, message: Text, position: int | None = None, *, formula: str = "") -> None:
        self.message = message
        self.position = position
        self.formula = formula
        super().__init__(message.in_language("en"))


@lru_cache(maxsize=20_000)
def typeset(tex: str, *, display: bool = False) -> str:
    """Return the formula in a `<span class="math">`, or a `<div>` if displayed. Raises UnreadableFormula."""
    element, style = ("div", "math display") if display else ("span", "math")
    shown = escape(_wrap_words(GAP.sub(gap_in_tex, tex)), quote=True)
    return f'<{element} class="{style}" data-tex="{shown}">{to_mathml(tex, display=display)}</{element}>'


def to_mathml(tex: str, *, display: bool = False) -> str:
    """Return `<math>…</math>` for a formula. Raises UnreadableFormula.

    What begins with a number, as most answers do, is converted once for all numbers of as many digits.
    """
    number = _NUMBER.match(tex)
    # Where there is another eight, it might be taken for the number's.
    if number is not None and "8" not in tex[number.end() :]:
        eights = _DIGIT.sub("8", number[1])
        converted = _convert_whole(tex[: number.start(1)] + eights + tex[number.end() :], display=display)
        pattern = f"<mn>{_plain(eights)}</mn>"
        if converted.count(pattern) == 1:
            return converted.replace(pattern, f"<mn>{_plain(number[1])}</mn>")
    return _convert_whole(tex, display=display)


def _plain(number: str) -> str:
    return number.replace("{,}", ",")


@lru_cache(maxsize=20_000)
def _convert_whole(tex: str, *, display: bool) -> str:
    _check_source(tex)
    reactions: list[str] = []
    source = _wrap_words(GAP.sub(lambda gap: rf"\text{{{gap[0]}}}", tex))
    source = _CHEMISTRY.sub(lambda found: _slot_for_reaction(found, reactions), source)
    tree = _convert(source.replace("{aligned}", "{split}"))
    if display:
        tree.set("display", "block")
    _join_numbers_and_words(tree)
    _fill_reactions(tree, reactions)
    return mathml_gaps(ElementTree.tostring(tree, encoding="unicode"))


def _check_source(tex: str) -> None:
    if len(tex) > MAX_LENGTH:
        raise UnreadableFormula(Text("The formula is too long.", "Формула слишком длинная."), MAX_LENGTH)
    for found in _COMMAND.finditer(_CHEMISTRY.sub(lambda chemistry: " " * len(chemistry[0]), tex)):
        if found[0] not in COMMANDS:
            raise _unknown(found[0], found.start())
    _check_environments(tex)
    _check_characters(tex)
    _check_braces(tex)


def _check_environments(tex: str) -> None:
    opened: list[str] = []
    for found in _ENVIRONMENT.finditer(tex):
        if found[2] not in ENVIRONMENTS:
            raise _unknown(found[0], found.start())
        if found[1] == "begin":
            opened.append(found[2])
        elif not opened or opened.pop() != found[2]:
            raise UnreadableFormula(
                Text(f"{found[0]} closes nothing.", f"{found[0]} ничего не закрывает."), found.start()
            )
    if opened:
        raise UnreadableFormula(
            Text(f"\\begin{{{opened[-1]}}} is never closed.", f"\\begin{{{opened[-1]}}} не закрыто."),
            len(tex),
        )


def _unknown(name: str, position: int) -> UnreadableFormula:
    return UnreadableFormula(
        Text(f"The formula command {name} is not known.", f"Команда {name} в формуле неизвестна."), position
    )


def _check_characters(tex: str) -> None:
    plain = _COMMAND.sub(lambda found: "x" * len(found[0]), tex)
    allowed_ampersand = "\\begin" in tex
    for position, character in enumerate(plain):
        ampersand = character == "&" and not allowed_ampersand
        if character in '#%$~`"' or ampersand or (ord(character) < 32 and character not in "\n\t"):
            raise UnreadableFormula(
                Text(
                    f"The character {character!r} can't stand in a formula.",
                    f"Символ {character!r} не может стоять в формуле.",
                ),
                position,
            )


def _check_braces(tex: str) -> None:
    depth = 0
    for position, character in _braces(tex):
        depth += 1 if character == "{" else -1
        if depth < 0:
            raise UnreadableFormula(
                Text("This } closes nothing.", "Эта скобка } ничего не закрывает."), position
            )
        if depth > MAX_DEPTH:
            raise UnreadableFormula(
                Text("The formula is nested too deeply.", "В формуле слишком много вложений."), position
            )
    if depth:
        raise UnreadableFormula(Text("A { is never closed.", "Скобка { не закрыта."), len(tex))


def _braces(tex: str) -> Iterator[tuple[int, str]]:
    plain = _COMMAND.sub(lambda found: "x" * len(found[0]), tex)
    return ((position, character) for position, character in enumerate(plain) if character in "{}")


def _wrap_words(tex: str) -> str:
    r"""Put Cyrillic letters that stand bare in a formula into `\text{…}`, as KaTeX wants them."""
    return _WORDS.sub(lambda found: rf"\text{{{found[0]}}}" if found["bare"] else found[0], tex)


def _slot_for_reaction(found: re.Match[str], reactions: list[str]) -> str:
    try:
        reactions.append(chemistry_to_mathml(found[1]))
    except UnreadableChemistry as error:
        raise UnreadableFormula(
            Text(
                f"This is not a formula or a reaction: {found[1]}.",
                f"Это не формула вещества и не уравнение реакции: {found[1]}.",
            ),
            found.start(1) + error.position,
        ) from error
    return rf"\text{{{chr(0xE002)}{len(reactions) - 1}{chr(0xE003)}}}"


def _convert(source: str) -> ElementTree.Element:
    malformed = UnreadableFormula(
        Text("The formula is not well formed.", "Формула записана с ошибкой: не хватает части.")
    )
    try:
        tree = ElementTree.fromstring(
            convert(source).replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "")
        )
    except _REFUSALS as error:
        raise malformed from error
    if not all(_is_sound(element) for element in tree.iter()):
        raise malformed
    return tree


def _is_sound(element: ElementTree.Element) -> bool:
    """Tell whether this is MathML that we know, with all its parts, and no command left over."""
    known = element.tag in ELEMENTS and ATTRIBUTES.issuperset(element.attrib)
    return (
        known and len(element) == ARITIES.get(element.tag, len(element)) and "\\" not in (element.text or "")
    )


def _join_numbers_and_words(tree: ElementTree.Element) -> None:
    """Join `3{,}5` and upright letters that the converter has cut apart; set functions apart."""
    for parent in list(tree.iter("mrow")):
        joined: list[ElementTree.Element] = []
        for child in list(parent):
            if not (joined and _joins(joined, child)):
                joined.append(child)
        parent[:] = _with_spaces(joined)


def _with_spaces(row: list[ElementTree.Element]) -> Iterator[ElementTree.Element]:
    """Put thin spaces around the names of functions: mg cos α."""
    for place, element in enumerate(row):
        before, after = row[place - 1] if place else None, row[place + 1] if place + 1 < len(row) else None
        is_function = _is_function(element)
        if (
            is_function
            and before is not None
            and before.tag not in ("mo", "mspace")
            and not _is_function(before)
        ):
            yield ElementTree.Element("mspace", width="0.167em")
        yield element
        if is_function and after is not None and after.tag != "mspace" and not _opens(after):
            yield ElementTree.Element("mspace", width="0.167em")


def _is_function(element: ElementTree.Element) -> bool:
    if element.tag in ("msup", "msub"):
        element = element[0]
    if element.tag == "mrow" and len(element) == 1:
        element = element[0]
    return element.tag == "mi" and "\\" + (element.text or "") in FUNCTIONS


def _opens(element: ElementTree.Element) -> bool:
    if element.tag == "mrow" and len(element):
        element = element[0]
    return element.tag == "mo" and element.text in ("(", "[", "|", "\u2061")


def _joins(before: list[ElementTree.Element], child: ElementTree.Element) -> bool:
    last = before[-1]
    if child.tag == last.tag == "mi" and child.get("mathvariant") == last.get("mathvariant") == "normal":
        last.text = (last.text or "") + (child.text or "")
        return True
    if child.tag == "mn" and len(before) > 1 and before[-2].tag == "mn" and _is_decimal_comma(last):
        before.pop()
        before[-1].text = f"{before[-1].text},{child.text}"
        return True
    return False


def _is_decimal_comma(element: ElementTree.Element) -> bool:
    return element.tag == "mrow" and len(element) == 1 and element[0].tag == "mo" and element[0].text == ","


def _fill_reactions(tree: ElementTree.Element, reactions: list[str]) -> None:
    for element in list(tree.iter("mtext")):
        slot = _SLOT.fullmatch(element.text or "")
        if slot is not None:
            element.tag, element.text = "mrow", None
            element.append(ElementTree.fromstring(reactions[int(slot[1])]))
