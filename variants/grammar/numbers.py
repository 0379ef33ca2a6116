"""Read the numbers of a formula exactly: decimal comma or point, thousands, mixed and repeating numbers.

The comma is a decimal one unless the language or the brackets say that it parts values; what could be read
in two ways is told in a note.
"""

import re
from fractions import Fraction
from typing import Final, Literal

from variants.grammar.refusals import missing_sign
from variants.grammar.tokens import TokenRow, UnreadableFormula
from variants.grammar.trees import Number
from variants.texts import Language, Text

Comma = Literal["decimal", "list", "separator"]
"""What a comma between digits does: in a `list` it parts values unless it parts thousands."""
MAX_DIGITS: Final = 60
MIXED_PIECE: Final = r"(?<![\d.,^])\d{1,9} +\d{1,9}/\d{1,9}(?![\d.,^])"
REPEATING_PIECE: Final = r"\d+[.,]\d*\(\d{1,9}\)(?![\d(^!])"
PLAIN_PIECE: Final = r"\d+(?: \d{3}(?!\d))*(?:[.,]\d+)*|\.\d+"
EXPONENT_PIECE: Final = r"(?:[eE][+-]?\d{1,4}(?![\d.]))?"

_MIXED: Final = re.compile(r"(\d+) +(\d+)/(\d+)")
_REPEATING: Final = re.compile(r"(\d+)([.,])(\d*)\((\d+)\)")
_PLAIN: Final = re.compile(r"([\d., ]+)(?:[eE]([+-]?\d+))?")
_GROUPED_BY_SPACES: Final = re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?")
_GROUPED_BY_COMMAS: Final = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_GROUPED_BY_STOPS: Final = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_AFTER_COMMA: Final = re.compile(r"\d+(?:[eE][+-]?\d+)?")
_LARGEST_POWER: Final = 300
_TWO_SIGNS: Final = Text(en="Two decimal signs in one number.", ru="В числе два десятичных знака.")
_SMALL: Final = {str(value): Number(Fraction(value)) for value in range(1000)}


def read_number(piece: str, row: TokenRow, position: int, language: Language, comma: Comma) -> None:
    """Add what a piece that begins with a digit or point stands for: a number, or several and their signs."""
    known = _SMALL.get(piece)
    if known is not None:
        row.add("number", known, position)
    elif piece.isdigit():
        row.add("number", _decimal(piece, position), position)
    elif piece.endswith(")"):
        _read_repeating(piece, row, position, language)
    elif "/" in piece:
        _read_mixed(piece, row, position, language, comma)
    else:
        _read_plain(piece, row, position, language, comma)


def read_comma_number(piece: str, row: TokenRow, position: int) -> None:
    """Add a number that is typed without its zero, after a comma: `,5`."""
    if not _AFTER_COMMA.fullmatch(piece):
        raise UnreadableFormula(_TWO_SIGNS, position)
    row.add("number", _decimal("0." + piece, position), position)


def _read_mixed(piece: str, row: TokenRow, position: int, language: Language, comma: Comma) -> None:
    found = _MIXED.fullmatch(piece)
    assert found is not None
    whole, above, below = found.groups()
    if 0 < int(above) < int(below):
        row.add("number", Number(int(whole) + Fraction(int(above), int(below))), position)
        return
    _read_plain(piece[: found.end(2)], row, position, language, comma)
    row.add("/", None, position + found.end(2))
    row.add("number", _decimal(below, position), position + found.start(3))


def _read_repeating(piece: str, row: TokenRow, position: int, language: Language) -> None:
    found = _REPEATING.fullmatch(piece)
    assert found is not None
    whole, mark, steady, repeated = found.groups()
    if language == "en" and (mark == "," or steady):
        opening = found.start(4) - 1
        _read_plain(piece[:opening].rstrip(".,"), row, position, language, "decimal")
        if mark == "," and not steady:
            row.add(",", None, position + opening - 1)
        row.add("(", None, position + opening)
        row.add("number", _decimal(repeated, position), position + opening + 1)
        row.add(")", None, position + len(piece) - 1)
        return
    scale = 10 ** len(steady)
    tail = Fraction(int(repeated), (10 ** len(repeated) - 1) * scale)
    value = int(whole) + Fraction(int(steady or "0"), scale) + tail
    row.add("number", Number(value), position)
    row.note(
        Text(
            en=f"“{piece}” was read as a repeating decimal.",
            ru=f"«{piece}» прочитано как периодическая дробь.",
        )
    )


def _read_plain(piece: str, row: TokenRow, position: int, language: Language, comma: Comma) -> None:
    found = _PLAIN.fullmatch(piece)
    assert found is not None
    digits, power = found.groups()
    parts = _parted(digits, language, comma)
    for index, (offset, part) in enumerate(parts):
        if index:
            separating = "," if "," in digits else " "
            if separating == ",":
                row.add(",", None, position + offset - 1)
            else:
                raise missing_sign(position + offset)
        value = _decimal(_in_points(part, language, row, comma), position + offset)
        if power and index == len(parts) - 1:
            value = _with_power(value, power, position)
        row.add("number", value, position + offset)


def _parted(digits: str, language: Language, comma: Comma) -> list[tuple[int, str]]:
    """Return the numbers in a run of digits with their offsets: most often one."""
    if _GROUPED_BY_SPACES.fullmatch(digits):
        return [(0, digits)]
    if " " in digits:
        return [(found.start(), found[0]) for found in re.finditer(r"[^ ]+", digits)]
    if language == "en" and _GROUPED_BY_COMMAS.fullmatch(digits) and comma != "separator":
        return [(0, digits)]
    commas = digits.count(",")
    if commas and (comma != "decimal" or (commas > 1 and not _grouped(digits))):
        return [(found.start(), found[0]) for found in re.finditer(r"[^,]+", digits)]
    return [(0, digits)]


def _grouped(digits: str) -> bool:
    return bool(_GROUPED_BY_COMMAS.fullmatch(digits))


def _in_points(digits: str, language: Language, row: TokenRow, comma: Comma) -> str:
    """Return a number in plain digits with a decimal point; tell how a doubtful comma was read."""
    if digits.isdigit():
        return digits
    bare = digits.replace(" ", "")
    if _grouped(bare) and (language == "en" or bare.count(",") > 1) and comma != "separator":
        plain = bare.replace(",", "")
        row.note(
            Text(
                en=f"“{bare}” was read as {plain}: the comma parts thousands.",
                ru=f"«{bare}» прочитано как {plain}: запятая отделяет тысячи.",
            )
        )
        return plain
    if "," in bare and "." in bare and _GROUPED_BY_STOPS.fullmatch(bare):
        plain = bare.replace(".", "").replace(",", ".")
        row.note(Text(en=f"“{bare}” was read as {plain}.", ru=f"«{bare}» прочитано как {plain}."))
        return plain
    if language == "ru" and re.fullmatch(r"[1-9]\d{0,2},\d{3}", bare):
        row.note(
            Text(
                en=f"The comma in “{bare}” was read as a decimal one.",
                ru=f"Запятая в «{bare}» прочитана как десятичная.",
            )
        )
    return bare.replace(",", ".")


def _decimal(digits: str, position: int) -> Number:
    if len(digits) > MAX_DIGITS:
        raise UnreadableFormula(Text(en="This number is too long.", ru="Слишком длинное число."), position)
    if digits.count(".") > 1:
        raise UnreadableFormula(_TWO_SIGNS, position)
    whole, _, places = digits.partition(".")
    return Number(Fraction(int(whole + places), 10 ** len(places)))


def _with_power(number: Number, power: str, position: int) -> Number:
    if abs(int(power)) > _LARGEST_POWER:
        message = Text(en="A number in this formula is too large.", ru="Слишком большое число в формуле.")
        raise UnreadableFormula(message, position)
    return Number(number.value * Fraction(10) ** int(power))
