"""The charge behind a formula, in all the ways it is typed: `^2-`, `²⁻`, `2-` in brackets, `++`, `-2`.

A digit before a bare sign is an index after several elements (`NH4+`) and the charge after a bracket
(`[Fe(CN)6]4-`); two digits are both (`SO42-`). `Fe3+` may mean either, so it is asked back.
"""

import re
from typing import Final

from variants.chemistry.elements import ELEMENTS
from variants.chemistry.typed.cursors import Cursor, UnreadableSubstance

CHARGE_ENDS: Final = re.compile(r" *(?:[.;]?$|[+=→⇌)\],;{]|\((?:aq|s|l|g)\)|- *\d* *e(?![a-z]))")
_CARET: Final = re.compile(
    r"\^ *\(?(?:(?P<sign>[+-])(?P<after>\d+)(?! *[A-Za-z(\[])"
    r"|(?P<before>[1-9]\d*|)(?P<signs>\++|-+)|(?P<bare>\d+))"
)
_SIGN_FIRST: Final = re.compile(r"([+-])(\d{1,2})(?= *(?:$|[+=→⇌)\]{]|\((?:aq|s|l|g)\)|- *\d* *e(?![a-z])))")
_SPACED: Final = re.compile(r" +(?:(\d)([+-])|([+-])(\d)(?= *$))")
_IN_BRACKETS: Final = re.compile(r"\((?:(\d{0,2})([+-])|([+-])(\d{1,2})|(0))\)")
_LONE: Final = re.compile(r" +(\d?) ?([+-])(?= *$)")
"""A charge behind a space, where nothing but an ion can stand."""
_ARROW: Final = re.compile("[=→⇌]")
_SIGNS: Final = re.compile(r"\++|-+")
_SUBTRACTED_ELECTRON: Final = re.compile(r"- *\d* *e(?![a-z])")
_DIGITS: Final = re.compile(r"\d+$")
_ONE_GROUP: Final = re.compile(r"\([^()]*\)")
_ONLY_SEVERAL: Final = frozenset({"Br3-", "I3-", "Cl3-", "O3-"})
"""An element's symbol, an index and a sign: ions whose other reading does not exist."""


def take_charge(cursor: Cursor, text: str, start: int) -> tuple[str, int]:
    """Read the charge behind this body; return the body without the charge's digits, and the charge.

    Raises UnreadableSubstance.
    """
    here = cursor.here
    if not here or here not in "^( +-":
        return text, 0
    if caret := cursor.match(_CARET):
        return text, _caret_charge(cursor, caret)
    for pattern in (_IN_BRACKETS, _SIGN_FIRST, _SPACED):
        found = cursor.match(pattern)
        if found and (pattern is not _SPACED or CHARGE_ENDS.match(cursor.text, found.end())):
            cursor.index = found.end()
            return text, _of_groups(found)
    lone = cursor.match(_LONE)
    if lone and not _ARROW.search(cursor.text):
        cursor.index = lone.end()
        return text, _of_groups(lone)
    return _take_bare(cursor, text, start)


def charge_text(charge: int) -> str:
    """Return the charge as it stands in a canonical formula: `^2-`, `^+`, or nothing."""
    if charge == 0:
        return ""
    size = "" if abs(charge) == 1 else str(abs(charge))
    return f"^{size}{'+' if charge > 0 else '-'}"


def _of_groups(found: re.Match[str]) -> int:
    groups = [group for group in found.groups() if group is not None]
    sign = next((group for group in groups if group in ("+", "-")), "+")
    return _signed(sign, "".join(group for group in groups if group != sign))


def _caret_charge(cursor: Cursor, caret: re.Match[str]) -> int:
    end = caret.end()
    if caret["bare"] is not None and int(caret["bare"]) != 0:
        raise cursor.unreadable("The charge needs a sign: + or −.", "У заряда нужен знак: + или −.")
    signs = caret["signs"] or ""
    if len(signs) > 1 and not CHARGE_ENDS.match(cursor.text, end):
        end -= len(signs) - 1
        signs = signs[0]
    if "(" in caret.group():
        if cursor.text[end : end + 1] != ")":
            raise cursor.unreadable("The bracket “(” is not closed.", "Скобка «(» не закрыта.")
        end += 1
    cursor.index = end
    if signs:
        return _signed(signs[0], caret["before"] or str(len(signs)))
    return _signed(caret["sign"], caret["after"]) if caret["sign"] else 0


def _signed(sign: str, digits: str) -> int:
    size = int(digits[:3]) if digits else 1
    return size if sign == "+" else -size


def _take_bare(cursor: Cursor, text: str, start: int) -> tuple[str, int]:
    signs = cursor.match(_SIGNS)
    if signs is None or cursor.match(_SUBTRACTED_ELECTRON):
        return text, 0
    length = len(signs.group())
    while length and not CHARGE_ENDS.match(cursor.text, cursor.index + length):
        length -= 1
    if length == 0:
        return text, 0
    sign, end = signs.group()[0], cursor.index + length
    if length > 1:
        cursor.index = end
        return text, _signed(sign, str(length))
    body, size = _parted_digits(cursor, text, sign, start)
    cursor.index = end
    return body, size if sign == "+" else -size


def _parted_digits(cursor: Cursor, text: str, sign: str, start: int) -> tuple[str, int]:
    """Part the digits before a bare sign into index and charge; raise where both are possible."""
    tail = _DIGITS.search(text)
    if tail is None or text + sign in _ONLY_SEVERAL:
        return text, 1
    body, digits = text[: tail.start()], tail.group()
    if body.endswith("]") or _ONE_GROUP.fullmatch(body):
        if len(digits) == 1:
            return body, int(digits)
    elif _is_index(body, digits):
        return text, 1
    elif len(digits) == 2 and digits[0] != "0" and digits[1] in "23456" and not _is_organic(body):
        return body + digits[0], int(digits[1])
    raise _ambiguous(cursor, body, digits, sign, start)


def _is_index(body: str, digits: str) -> bool:
    """Say whether the digits before a bare sign can only be an index: `NH4+`, `C10H15+`."""
    if len(digits) == 2:
        return digits[0] == "1"
    return len(digits) == 1 and body not in ELEMENTS and body[:1] != "^"


def _is_organic(body: str) -> bool:
    return re.search(r"C\d*H\d*$|CH", body) is not None


def _ambiguous(cursor: Cursor, body: str, digits: str, sign: str, start: int) -> UnreadableSubstance:
    printed = f"{body}{digits}{sign}"
    as_charge, as_index = f"{body}{digits[:-1]}^{digits[-1]}{sign}", f"{body}{digits}^{sign}"
    return cursor.unreadable(
        f"“{printed}” can be read in two ways: write {as_charge} or {as_index}, the charge after ^.",
        f"«{printed}» можно понять по-разному: запишите {as_charge} или {as_index}, заряд — после знака ^.",
        start,
    )
