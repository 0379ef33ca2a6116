"""Take away what people write around a number with its unit: words, working, an error of measurement.

What is left reads as a number and a unit; whatever changes the meaning is told in a note.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from variants.texts import Text

_EDITOR: Final = {
    "{,}": ",", "\\,": " ", "\\ ": " ", "~": " ", "^{\\circ}": "°", "^\\circ": "°", "\\%": "%", "$": "",
    "\\left": "", "\\right": "", "\\pm": "±", "\\approx": "≈", "\\(": "", "\\)": "",
}  # fmt: skip
_FROM_EDITOR: Final = re.compile(r"[\\{~^$]")
_EMOJI: Final = "\ufe0f"
"""What a phone puts behind a sign to draw it as a picture."""
_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_NAMES: Final = (
    r"скорость|ускорение|путь|расстояние|перемещение|высота|длина|ширина|глубина|площадь|об[ъь]ём|объем|масса|вес"
    r"|сила(?:\s+тока)?|время|период|частота|плотность|давление|работа|мощность|энергия|импульс|заряд|напряжение"
    r"|сопротивление|температура|угол|кпд|количество|концентрация|жёсткость|жесткость|коэффициент|радиус|диаметр"
    r"|speed|velocity|acceleration|distance|displacement|height|length|width|depth|area|volume|mass|weight|force"
    r"|time|period|frequency|density|pressure|work|power|energy|momentum|charge|voltage|current|resistance"
    r"|temperature|angle|efficiency|amount|concentration|radius|diameter"
)
_WORDS: Final = re.compile(
    r"\s*(?:(?:ответ|отв|answer|ans)\s*[.:=—–-]*\s*)?(?:[a-dа-д]\)\s*)?"
    rf"(?:(?:the\s+)?(?:(?:{_NAMES}|[^\W\d_])\s*(?::|(?:равн[аоы]?|составляет|составит|будет|is|equals?)\s)"
    rf"|(?:равн[аоы]?|составляет|составит|будет|{_NAMES}|answer\s+is|it(?:['’]s|\s+is))(?=\s))\s*)?"
    r"(?:[≈~]|(?:примерно|приблизительно|прибл\.?|около|ок\.|почти|ровно|точно"
    r"|about|approx(?:imately|\.)?|roughly|nearly|exactly|circa|ca\.?)\s+)?"
    r"(?:в\s+(?=[\d.,½¼¾/ ]+раз)|(?:через|за|after|in)\s+(?=\d)|на\s+(?=[\d.,]+\s*(?:%|проц)))?"
    r"(?:(?:минус|minus)\s+)?",
    re.IGNORECASE,
)
_WORDS_BEHIND: Final = re.compile(
    r"[\s,]+\(?(?:примерно|приблизительно|прибл\.?|approx(?:imately|\.)?|roughly|about)\)?$"
    r"|(?<=[^\W\d_])\s*!+$|\s*[:;]-?[)D]+$",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r"[«\"“„](?P<inside>[^«»\"“”„]+)[»\"”“]")
_ROOT: Final = re.compile(r"корень\s*(?:из\s*)?", re.IGNORECASE)
_PI: Final = re.compile(r"(?<![^\W\d_])пи(?![^\W\d_])", re.IGNORECASE)
_DEGREE_BY_HAND: Final = re.compile(
    r"(?<=\d)\s?\^\s?\{?(?:[oо]\}?|(?<![·*×хx.]10\^)(?<![·*×хx] 10\^)[0О]\}?(?=\s?[CСFК](?!\w)))|˚"
)
_TEN_IN_WORDS: Final = re.compile(
    r"(?:(?<=\d)\s*на\s+|(?=10\s))10\s+в\s+(?:степени\s+)?([-−–+]?\s?\d{1,3})(?:-?[йя]?\s+степени)?(?=\s|$)"
)
_TEN_BEHIND_A_POINT: Final = re.compile(r"(?<=\d)\.(?=10\s?(?:\^|\*\*|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]))")
_MARKED: Final = re.compile(r"корень|(?<!\w)пи(?!\w)|\^|˚|\s+в\s|\.10", re.IGNORECASE)
_MINUS: Final = re.compile(r"(?:минус|minus)\s*$", re.IGNORECASE)
_NAMED: Final = re.compile(r"\s*[^\W\d][\w{}]{0,12}(?:\([^()]{0,6}\))?\s*[=≈]\s*(?=\S)")
_RAISED_ZERO: Final = re.compile(r"(?<=\d)(?<![·*×хx]10)(?<![·*×хx] 10)⁰(?![⁰¹²³⁴⁵⁶⁷⁸⁹])")
_APOSTROPHES: Final = re.compile(r"(?<![\d.,°′'’])(\d{1,3}(?:['’]\d{3})+)(?![\d'’\"″])")
_ERROR: Final = re.compile(r"±|\+\s?/?\s?[-−–]")
_ERROR_IN_BRACKETS: Final = re.compile(r"^\(\s*([^()±]+)±[^()±]+\)(.*)$")
_ERROR_BEHIND: Final = re.compile(r"\s*[\d.,]+(?:\s*%)?(?:\s*[·*×]\s*10\S+)?\s*(.*)$")
_UNIT_IN_BRACKETS: Final = re.compile(r"(?<=[\s\d])\[([^\[\]]+)\]$")
_DIRECTION: Final = re.compile(
    r"[\s,]+[(\[]?(?:направо|налево|вправо|влево|вверх|вниз|вперёд|вперед|назад|to the (?:right|left)"
    r"|upwards?|downwards?|up|down|forwards?|backwards?"
    r"|(?:due )?(?:north|south|east|west)(?: of (?:north|south|east|west))?"
    r"|на (?:север|юг|восток|запад))[)\]]?$",
    re.IGNORECASE,
)
_ALL_IN_BRACKETS: Final = re.compile(r"\(\s*([^()]*[^\W\d_][^()]*?)\s*\)")
_WORKING: Final = Text(
    en="What stands after the last “=” was read.", ru="Прочитано то, что стоит после последнего знака «=»."
)
_NOT_JUDGED: Final = Text(
    en="The error after “±” is not judged.", ru="Погрешность после знака «±» не оценивается."
)


_NO_DIRECTION: Final = Text(
    en="The direction in words is not judged.", ru="Направление, указанное словами, не оценивается."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bare:
    """A number and a unit alone; `start` is where they begin in what was typed."""

    text: str
    start: int = 0
    notes: tuple[Text, ...] = ()


def without_surroundings(typed: str) -> Bare:
    """Return the number with its unit that is the result."""
    text = typed.strip()
    if not text.isascii():
        text = "".join(
            mark for mark in text if unicodedata.category(mark) != "Cf" and mark != _EMOJI
        ).translate(_FULL_WIDTH)
        text = _RAISED_ZERO.sub("°", text)
    if _FROM_EDITOR.search(text):
        for editor, plain in _EDITOR.items():
            text = text.replace(editor, plain)
    if _MARKED.search(text):
        text = _in_signs(text)
    if quoted := _QUOTED.fullmatch(text):
        text = quoted["inside"]
    text, notes = _result(_WORDS_BEHIND.sub("", text.strip().rstrip(" .;,…")))
    text = _without_words(text)
    if "±" in text or "+" in text:
        text, more = _without_error(text)
        notes += more
    if "'" in text or "’" in text:
        text = _APOSTROPHES.sub(lambda found: re.sub("['’]", "", found[1]), text)
    if text[-1:].isalpha() or text[-1:] in ")]":
        text, without = _DIRECTION.subn("", text)
        notes += (_NO_DIRECTION,) * without
    if in_brackets := _ALL_IN_BRACKETS.fullmatch(text):
        text = in_brackets[1]
    text = _UNIT_IN_BRACKETS.sub(r"\1", text).strip()
    return Bare(text=text, start=max(0, typed.find(text)), notes=notes)


def _in_signs(text: str) -> str:
    """Write with signs what was typed in words or with a caret: `корень из 2`, `2 на 10 в -3`, `20^oC`."""
    text = _TEN_BEHIND_A_POINT.sub("·", _DEGREE_BY_HAND.sub("°", text))
    text = _TEN_IN_WORDS.sub(_ten_to, text)
    return _PI.sub("π", _ROOT.sub("√", text))


def _ten_to(found: re.Match[str]) -> str:
    return f"{'' if found[0].startswith('10') else '·'}10^({found[1].replace(' ', '')})"


def _result(text: str) -> tuple[str, tuple[Text, ...]]:
    """Return what stands after the name of the quantity, and after its working if there is any."""
    if "=" not in text and "≈" not in text:
        return text, ()
    start = named.end() if (named := _NAMED.match(text)) else 0
    last = max(text.rfind("="), text.rfind("≈"))
    if last < start:
        return text[start:], ()
    return text[last + 1 :].strip(), (_WORKING,) if text[:last].strip() else ()


def _without_words(text: str) -> str:
    found = _WORDS.match(text)
    if found is None or not found[0]:
        return text
    return ("-" if _MINUS.search(found[0]) else "") + text[found.end() :].strip()


def _without_error(text: str) -> tuple[str, tuple[Text, ...]]:
    """Drop an error of measurement: `(5,0 ± 0,1) Н`, `5 ± 0,1 Н`, `5 Н ± 0,1 Н`, `5 Н ± 2 %`."""
    parted = _ERROR.sub("±", text)
    if parted.count("±") != 1:
        return text, ()
    bracketed = _ERROR_IN_BRACKETS.match(parted)
    if bracketed:
        return f"{bracketed[1].strip()} {bracketed[2].strip()}", (_NOT_JUDGED,)
    value, _, error = parted.partition("±")
    behind = _ERROR_BEHIND.fullmatch(error)
    if not value.strip() or behind is None:
        return text, ()
    unit = behind[1] if value.rstrip()[-1].isdigit() else ""
    return f"{value.strip()} {unit}".strip(), (_NOT_JUDGED,)
