"""Formulas in words: MathML, from our own converter or a publisher's, as it is read aloud in class.

What can't be said is left out: the words hold no digit and no sign.
"""

import re
from collections.abc import Sequence
from typing import Final

from lxml import etree

from library_core.narration.chemistry_words import say_chemistry
from library_core.narration.letter_names import ELEMENTS, FUNCTIONS, INDICES, SIGNS, letter_name
from library_core.narration.numerals import NUMBER, say_number, say_ordinal
from library_core.narration.text_words import say_text
from library_core.narration.unit_words import read_unit, say_quantity, say_unit
from library_core.narration.words import MATHS
from variants.prose.plain import plain_text
from variants.texts import Language

_ROWS: Final = frozenset(
    ("math", "mrow", "mstyle", "mpadded", "semantics", "mtd", "mphantom", "menclose", "merror", "maction")
)
_UNSAID: Final = frozenset(("annotation", "annotation-xml", "mspace", "none", "mprescripts"))
_BLANK: Final = re.compile(r"[\s\u2000-\u200d\u2060-\u2064\ufeff]*")
_ACCENTS: Final = {
    "→": "vector",
    "⃗": "vector",
    "¯": "bar",
    "‾": "bar",
    "_": "bar",
    "^": "hat",
    "~": "tilde",
    "˙": "dot",
}
_PRIMES: Final = frozenset("′″‴'")
_DEEPEST: Final = 60


def say_math(formula: etree._Element, language: Language) -> str:
    """Return the words of a `<math>` element, with or without its namespace."""
    return _tidy(_say(formula, language, 0))


def tag_of(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _say(element: etree._Element, language: Language, depth: int) -> str:
    if depth > _DEEPEST:
        return ""
    tag = tag_of(element)
    parts = _parts(element)
    if tag in _ROWS or (tag == "msqrt" and len(parts) > 1):
        said = _chemistry(element, language) or _say_row(parts, language, depth)
        return said if tag != "msqrt" else f"{MATHS[language]['square root']} {said}"
    if tag in ("mi", "mn", "mo", "mtext", "ms"):
        return _say_token(tag, element, language)
    if tag == "mfenced":
        return _say_row(parts, language, depth)
    if tag == "mtable":
        return "; ".join(_say_row(_parts(row), language, depth + 1) for row in parts)
    return _say_scripts(tag, parts, language, depth)


def _parts(element: etree._Element) -> list[etree._Element]:
    return [child for child in element if isinstance(child.tag, str) and tag_of(child) not in _UNSAID]


def _say_row(parts: Sequence[etree._Element], language: Language, depth: int) -> str:
    words: list[str] = []
    place = 0
    modulus = False
    while place < len(parts):
        quantity = _quantity(parts, place, language)
        if quantity is not None:
            said, place = quantity
            words.append(said)
            continue
        text = _text(parts[place])
        if text in "|∣" and tag_of(parts[place]) == "mo" and text:
            words.append("" if modulus else MATHS[language]["modulus"])
            modulus = not modulus
        else:
            words.append(_say(parts[place], language, depth + 1))
        place += 1
    return " ".join(words)


def _quantity(parts: Sequence[etree._Element], place: int, language: Language) -> tuple[str, int] | None:
    """Return a number with the unit that follows it in words, and the place after both."""
    if tag_of(parts[place]) != "mn" or not NUMBER.fullmatch(_text(parts[place])):
        return None
    first = place + 1
    while first < len(parts) and not _BLANK.sub("", _text(parts[first])):
        first += 1
    for end in range(min(len(parts), first + 6), first, -1):
        candidate = parts[first:end]
        if not all(_is_upright(each) for each in candidate):
            continue
        written = plain_text("<math><mrow>" + "".join(map(_plain, candidate)) + "</mrow></math>").strip()
        unit = read_unit(written, 0, language)
        if unit is not None and unit[1] == len(written):
            return say_quantity(_text(parts[place]), unit[0], language), end
    return None


def _is_upright(element: etree._Element) -> bool:
    """Tell whether an element can be part of a unit: upright letters, a bar, a dot, a power."""
    tag = tag_of(element)
    if tag == "mi":
        return element.get("mathvariant") == "normal" or _text(element) in "°%ΩΩ"
    if tag == "mo":
        return _text(element) in ("/", "·", "⋅", "°", "∘", "%", "(", ")")
    if tag in ("msup", "mfrac", "mrow", "mstyle", "mpadded"):
        parts = _parts(element)
        return bool(parts) and _is_upright(parts[0]) and (tag == "msup" or all(map(_is_upright, parts)))
    return tag == "mtext"


def _plain(element: etree._Element) -> str:
    """Return an element as MathML without a namespace."""
    copy = etree.Element(tag_of(element))
    copy.text = element.text
    inside = "".join(map(_plain, _parts(element)))
    written: str = etree.tostring(copy, encoding="unicode", method="html")
    return written.replace("</", inside + "</", 1)


def _text(element: etree._Element) -> str:
    return " ".join("".join(str(text) for text in element.itertext()).split())


def _chemistry(element: etree._Element, language: Language) -> str:
    r"""Return a substance or a reaction in words, if that is what the row is: around the row of a `\ce`."""
    parts = _parts(element)
    if len(parts) != 1 or tag_of(element) != "mrow" or tag_of(parts[0]) != "mrow":
        return ""
    letters = [each for each in parts[0].iter() if isinstance(each.tag, str) and tag_of(each) == "mi"]
    atoms = [each for each in letters if each.get("mathvariant") == "normal"]
    if not atoms or len(atoms) != len(letters) or not any(_text(each) in ELEMENTS for each in atoms):
        return ""
    conditions = " ".join(
        _say_condition(over, language)
        for arrow in parts[0].iter()
        if isinstance(arrow.tag, str) and tag_of(arrow) in ("mover", "munder", "munderover")
        for over in _parts(arrow)[1:]
    )
    said = say_chemistry(plain_text(f"<math>{_plain_reaction(parts[0])}</math>"), language)
    return f"{said}, {conditions}" if conditions else said


def _say_condition(over: etree._Element, language: Language) -> str:
    """Return what stands over or under an arrow."""
    if _text(over).replace("°", "") in ("t", "Δ", "∆"):
        return MATHS[language]["heating"]
    return f"{MATHS[language]['under']} {say_text(_text(over), language)}"


def _plain_reaction(element: etree._Element) -> str:
    if tag_of(element) in ("mover", "munder", "munderover"):
        return _plain(_parts(element)[0])
    parts = _parts(element)
    if tag_of(element) != "mrow" or not parts:
        return _plain(element)
    return "<mrow>" + "".join(map(_plain_reaction, parts)) + "</mrow>"


def _say_token(tag: str, element: etree._Element, language: Language) -> str:
    text = _text(element)
    if tag == "mn" and NUMBER.fullmatch(text):
        return say_number(text, language)
    if text in FUNCTIONS[language]:
        return FUNCTIONS[language][text]
    if tag in ("mtext", "ms") or (tag == "mi" and len(text) > 1):
        return _say_words(text, language)
    said = MATHS[language].get(text) or SIGNS[language].get(text)
    if said is not None:
        return said
    return " ".join(filter(None, (_say_character(each, language) for each in text)))


def _say_words(text: str, language: Language) -> str:
    unit = read_unit(text, 0, language)
    if unit is not None and unit[1] == len(text):
        return say_unit(unit[0], "many", language)
    pieces = re.findall(r"[^\W\d_]+|\d+(?:[.,]\d+)?|\S", text)
    return " ".join(_say_piece(piece, language) for piece in pieces)


def _say_piece(piece: str, language: Language) -> str:
    if NUMBER.fullmatch(piece):
        return say_number(piece, language)
    if len(piece) > 1 and piece.isalpha():
        return piece
    return _say_character(piece, language) if piece.lower() not in "авикосуя" or language == "en" else piece


def _say_character(character: str, language: Language) -> str:
    if character.isdecimal():
        return say_number(str(int(character)), language)
    return letter_name(character, language) or SIGNS[language].get(character, "")


def _say_scripts(tag: str, parts: Sequence[etree._Element], language: Language, depth: int) -> str:
    said = [_say(part, language, depth + 1) for part in parts]
    words = MATHS[language]
    match tag, parts:
        case "mfrac", [above, below]:
            return _say_fraction(above, below, language, depth)
        case "msqrt", _:
            return f"{words['square root']} {' '.join(said)}"
        case "mroot", [_, degree]:
            return f"{_degree(_text(degree), said[1], language)} {said[0]}"
        case "msup", [base, power]:
            return f"{_base(base, said[0])} {_power(power, said[1], language)}"
        case "msub", [_, index]:
            return f"{said[0]} {_index(index, said[1], language)}"
        case "msubsup", [base, index, power] if not _is_large(base):
            return f"{said[0]} {_index(index, said[1], language)} {_power(power, said[2], language)}"
        case "msubsup" | "munderover", [_, _, _]:
            return f"{said[0]} {words['from']} {said[1]} {words['to']} {said[2]}"
        case "mover", [_, mark] if _text(mark) in _ACCENTS:
            kind = words[_ACCENTS[_text(mark)]]
            return f"{kind} {said[0]}" if _ACCENTS[_text(mark)] == "vector" else f"{said[0]} {kind}"
        case "munder", [_, _]:
            return f"{said[0]} {words['under']} {said[1]}"
    return " ".join(said)


def _is_large(base: etree._Element) -> bool:
    return _text(base) in "∑∏∫∮"


def _base(base: etree._Element, said: str) -> str:
    return said if tag_of(base) != "mrow" or len(_parts(base)) < 2 else f"{said},"


def _say_fraction(above: etree._Element, below: etree._Element, language: Language, depth: int) -> str:
    words = MATHS[language]
    top, bottom = _text(above), _text(below)
    if (top, bottom) in (("1", "2"), ("1", "3"), ("1", "4"), ("2", "3"), ("3", "4")):
        return words[f"{top}/{bottom}"]
    said_top, said_bottom = _say(above, language, depth + 1), _say(below, language, depth + 1)
    if _is_long(above) or _is_long(below):
        whole = f"{words['numerator']} {said_top}, {words['denominator']} {said_bottom}"
        return f"{whole}, {words['end of fraction']}"
    return f"{said_top} {words['over']} {said_bottom}"


def _is_long(element: etree._Element) -> bool:
    """Tell whether a part of a fraction holds a sum or a fraction of its own."""
    inner = [each for each in element.iter() if isinstance(each.tag, str)]
    return any(tag_of(each) == "mfrac" for each in inner) or any(
        tag_of(each) == "mo" and _text(each) in ("+", "-", "−", "±") for each in inner[2:]
    )


def _degree(text: str, said: str, language: Language) -> str:
    words = MATHS[language]
    if text == "3":
        return words["cube root"]
    if text.isdecimal() and int(text) < 100:
        return words["root"].format(say_ordinal(int(text), "ой", language))
    return words["root"].format(said)


def _power(power: etree._Element, said: str, language: Language) -> str:
    words = MATHS[language]
    text = _text(power).replace("−", "-").replace(" ", "")
    if text in ("∘", "°"):
        return words["degrees"]
    if text and set(text) <= _PRIMES:
        return words["prime"]
    if text in ("2", "3"):
        return words[f"^{text}"]
    if text in ("+", "-"):
        return said
    found = re.fullmatch(r"(-?)(\d{1,2})", text)
    if found:
        ordinal = say_ordinal(int(found[2]), "ой", language)
        minus = f"{SIGNS[language]['−']} " if found[1] else ""
        return words["power"].format(f"{minus}{ordinal}")
    return words["power of"].format(said)


def _index(index: etree._Element, said: str, language: Language) -> str:
    """Return an index in words; a lone letter is called by its name, for it is no unit there."""
    text = _text(index)
    letter = letter_name(text, language) if len(text) == 1 else ""
    return INDICES[language].get(text) or letter or said


def _tidy(words: str) -> str:
    """Return words with commas and spaces where they belong."""
    return re.sub(r"\s+([,;])", r"\1", re.sub(r"([,;])(?:\s*[,;])+", r"\1", " ".join(words.split()))).strip(
        " ,;"
    )
