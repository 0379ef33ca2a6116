"""The sentences that help when what is typed is no formula, each with its position."""

from collections.abc import Set
from typing import Final

from variants.grammar.tokens import TokenRow, UnreadableFormula
from variants.texts import Text

_SHOWN: Final = {"*": "·", "<=": "≤", ">=": "≥", "!=": "≠"}
_KEYBOARD: Final = str.maketrans("йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`")
_ALIKE: Final = str.maketrans("АВЕКМНОРСТХУаеорсхуктмиап", "ABEKMHOPCTXYaeopcxyktmuan")
_SPELLED: Final = {"fi": "phi", "ro": "rho"}
_JOINING: Final = frozenset({"+", "-", "*", "/", "^", "±", "∓", "=", "<", ">", "<=", ">=", "!=", "_"})
_CLOSING: Final = frozenset({")", "]", "}"})
_STARTING: Final = frozenset({"", "(", "[", "{", ",", ";", "and", "or", "∈", "∪", "∩", "\\"})
_ADVICE: Final = {
    "_": Text(en="A subscript is expected after “_”.", ru="После «_» ожидается нижний индекс."),
    "≈": Text(en="Write “=” instead of “≈”.", ru="Вместо «≈» напишите «=»."),
}


def unexpected(row: TokenRow, at: int) -> UnreadableFormula:
    """Return why the token at an index can't stand there."""
    position = row.positions[at]
    kind, before = row.kinds[at], row.kinds[at - 1] if at else ""
    if before == "function" or before == "unknown":
        return UnreadableFormula(_needs_argument(str(row.values[at - 1])), row.positions[at - 1])
    if kind in _ADVICE:
        return UnreadableFormula(_ADVICE[kind], position)
    if kind == "end" and before in _JOINING:
        return UnreadableFormula(_nothing_after(before), position)
    if kind == "end":
        return UnreadableFormula(Text(en="The formula ends too early.", ru="Формула обрывается."), position)
    if kind in _CLOSING:
        return UnreadableFormula(_closing(kind, before), position)
    if kind in _JOINING and before in _JOINING:
        return UnreadableFormula(_two_signs(before, kind), position)
    if kind in _JOINING and before in _STARTING:
        sign = _SHOWN.get(kind, kind)
        message = Text(en=f"Nothing stands before “{sign}”.", ru=f"Перед знаком «{sign}» ничего нет.")
        return UnreadableFormula(message, position)
    return UnreadableFormula(_not_here(_typed(row, at)), position)


def _typed(row: TokenRow, at: int) -> str:
    """Return a token as it stands in the repaired text."""
    start, end = row.positions[at], row.positions[at + 1]
    return row.text[start:end].strip() or _SHOWN.get(row.kinds[at], row.kinds[at])


def _not_here(typed: str) -> Text:
    return Text(en=f"“{typed}” is not expected here.", ru=f"Здесь не ожидается «{typed}».")


def _needs_argument(function: str) -> Text:
    return Text(en=f"“{function}” needs an argument.", ru=f"У функции «{function}» нет аргумента.")


def _nothing_after(sign: str) -> Text:
    shown = _SHOWN.get(sign, sign)
    return Text(en=f"Nothing stands after “{shown}”.", ru=f"После знака «{shown}» ничего нет.")


def _two_signs(first: str, second: str) -> Text:
    signs = _SHOWN.get(first, first) + " " + _SHOWN.get(second, second)
    return Text(en=f"Two signs in a row: “{signs}”.", ru=f"Два знака подряд: «{signs}».")


def _closing(bracket: str, before: str) -> Text:
    if before in ("(", "[", "{"):
        return Text(en="Nothing stands between the brackets.", ru="В скобках ничего нет.")
    if before in _JOINING:
        return _nothing_after(before)
    return Text(en=f"“{bracket}” closes nothing.", ru=f"Лишняя скобка «{bracket}».")


def not_closed(row: TokenRow, opening: int, at: int) -> UnreadableFormula:
    """Return why a bracket that was opened is not closed by the token at an index."""
    bracket, kind = row.kinds[opening], row.kinds[at]
    if kind == "end":
        if bracket == "|":
            message = Text(en="The bar “|” opened here is not closed.", ru="Модуль «|» не закрыт.")
        else:
            message = Text(
                en=f"The bracket “{bracket}” opened here is not closed.",
                ru=f"Открытая здесь скобка «{bracket}» не закрыта.",
            )
        return UnreadableFormula(message, row.positions[opening])
    if kind in _CLOSING and bracket != "|":
        message = Text(
            en=f"“{bracket}” is closed by “{kind}”.", ru=f"Скобка «{bracket}» закрыта скобкой «{kind}»."
        )
        return UnreadableFormula(message, row.positions[at])
    return unexpected(row, at)


def missing_sign(position: int) -> UnreadableFormula:
    """Return the refusal of two numbers side by side."""
    message = Text(en="A sign is missing between two numbers.", ru="Между двумя числами пропущен знак.")
    return UnreadableFormula(message, position)


def one_value(position: int) -> UnreadableFormula:
    """Return the refusal of several values where one is meant."""
    message = Text(
        en="One value is expected in these brackets.", ru="В этих скобках ожидается одно значение."
    )
    return UnreadableFormula(message, position)


def two_values(position: int) -> UnreadableFormula:
    """Return the refusal of `±` where one value is meant."""
    message = Text(
        en="“±” stands for two values; one is expected here.",
        ru="Знак «±» даёт два значения, а здесь ожидается одно.",
    )
    return UnreadableFormula(message, position)


def no_formula(position: int) -> UnreadableFormula:
    """Return the refusal of a list, a set or joined statements where one formula is meant."""
    message = Text(
        en="One formula or one equation is expected here.",
        ru="Здесь ожидается одна формула или одно уравнение.",
    )
    return UnreadableFormula(message, position)


def no_such_letter(name: str, known: Set[str]) -> Text:
    """Return the refusal of a letter that the task doesn't have, with the one that may have been meant."""
    en = f"“{name}” is not a letter of this task."
    ru = f"«{name}» — нет такой буквы в задаче."
    twin = _twin(name, known)
    if twin is None:
        return Text(en=en, ru=ru)
    return Text(en=f"{en} Did you mean “{twin}”?", ru=f"{ru} Может быть, «{twin}»?")


def _twin(name: str, known: Set[str]) -> str | None:
    by_case = {letter.lower(): letter for letter in sorted(known)}
    bare = name.lower().replace("_", "")
    for candidate in (
        name.lower(),
        _SPELLED.get(bare, ""),
        name.translate(_ALIKE).lower(),
        name.lower().translate(_KEYBOARD),
    ):
        if candidate in by_case:
            return by_case[candidate]
    glued = {letter.lower().replace("_", ""): letter for letter in sorted(known)}
    return glued.get(bare)
