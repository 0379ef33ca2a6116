"""Prose in words: abbreviations, numbers with their units, substances, letters with indices, signs."""

import re
from typing import Final

from library_core.narration.chemistry_words import FORMULA, is_formula, say_chemistry
from library_core.narration.letter_names import CYRILLIC, GREEK, INDICES, SIGNS, VARIANTS, letter_name
from library_core.narration.numerals import NUMBER, say_number, say_ordinal
from library_core.narration.unit_words import read_unit, say_quantity, say_unit
from library_core.narration.words import ABBREVIATIONS, MATHS
from variants.texts import Language

LONGEST: Final = 20_000
"""Characters of one paragraph that are read; what follows is left out."""

_ABBREVIATIONS: Final = {
    language: tuple((re.compile(rf"(?<!\w){pattern}", re.IGNORECASE), words) for pattern, words in pairs)
    for language, pairs in ABBREVIATIONS.items()
}
_DIGITS: Final = str.maketrans("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹", "01234567890123456789")
_LETTER: Final = re.compile(
    r"(?<![^\W\d_])(?P<letter>[A-Za-zα-ωΑ-Ω])(?P<index>[₀₁₂₃₄₅₆₇₈₉]+|_\(?\w{1,12}\)?)?(?P<power>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+|\^\(?[-−]?\d{1,2}\)?)?(?![^\W\d_])"
)
_ORDINAL: Final = re.compile(r"(?P<number>\d{1,2})-(?P<ending>й|я|е|го|ой|м)(?![а-яё])")
_ENDINGS: Final = {"й": "ый", "я": "ая", "е": "ое", "го": "ого", "ой": "ой", "м": "ом"}
_YEAR: Final = re.compile(r"(?<![\d.,])(?P<hundreds>\d\d)(?P<rest>\d\d) (?P<noun>год(?:а|у)?)(?![а-яё])")
_CLASS: Final = re.compile(r"(?<![\w.,])(?P<number>[5-9]|1[01]) (?P<noun>класс(?:а|е)?)(?![а-яё])")
_NOUN_ENDINGS: Final = {
    **{"год": "ый", "года": "ого", "году": "ом"},
    **{"класс": "ый", "класса": "ого", "классе": "ом"},
}
_ENGLISH_ORDINAL: Final = re.compile(r"(?P<number>\d{1,3})(?:st|nd|rd|th)\b")
_RANGE: Final = re.compile(r"(?<=\d)\s*[–—-]\s*(?=\d)")
_NEGATIVE: Final = re.compile(r"(?<![\w\d.,])[-−–](?=\d)")
_HYPHEN: Final = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_STANDALONE: Final = frozenset(
    (
        "кг",
        "км",
        "см",
        "мм",
        "дм",
        "мг",
        "Дж",
        "кДж",
        "МДж",
        "Вт",
        "кВт",
        "МВт",
        "Па",
        "кПа",
        "МПа",
        "Гц",
        "Кл",
        "мл",
        "эВ",
    )
)
_NO_FACTOR: Final = re.compile(r"[^\W\d_]{5}|[^\W\d_]-")
"""A word that is too long for a unit, or has a hyphen."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_KEPT: Final = ".,;:!?()«»„“”\"'—–"


def say_text(text: str, language: Language) -> str:
    """Return prose as words and the punctuation of sentences, without digits and signs."""
    prepared = text[:LONGEST].replace("\u00a0", " ").replace("\u202f", " ").replace("\u00ad", "")
    for pattern, words in _ABBREVIATIONS[language]:
        prepared = pattern.sub(words + " ", prepared)
    prepared = _say_ordinals(prepared, language)
    prepared = _RANGE.sub({"ru": " — ", "en": " to "}[language], prepared)
    prepared = _NEGATIVE.sub(f" {SIGNS[language]['−']} ", prepared)
    return _tidy("".join(_Speaker(prepared, language).say()))


class _Speaker:
    """Reads a prepared text from its beginning to its end."""

    def __init__(self, text: str, language: Language) -> None:
        self._text = text
        self._language = language
        self._place = 0
        self._words: list[str] = []

    def say(self) -> list[str]:
        """Return the words with the spaces and punctuation between them."""
        while self._place < len(self._text):
            if not any(
                take() for take in (self._substance, self._number, self._unit, self._letter, self._word)
            ):
                self._sign()
        return self._words

    def _substance(self) -> bool:
        found = FORMULA.match(self._text, self._place)
        if found is None or not is_formula(found[0]):
            return False
        return self._put(say_chemistry(found[0], self._language), found.end())

    def _number(self) -> bool:
        found = NUMBER.match(self._text, self._place)
        if found is None:
            return False
        end = found.end()
        after = end + (self._text[end : end + 1] in (" ", "\u2009"))
        unit = read_unit(self._text, after, self._language)
        if unit is not None:
            return self._put(say_quantity(found[0], unit[0], self._language), unit[1])
        return self._put(say_number(found[0], self._language), end)

    def _unit(self) -> bool:
        """Say a unit without a number where it can be nothing else: `м/с`, `кг`."""
        if self._place and self._text[self._place - 1].isalpha():
            return False
        found = read_unit(self._text, self._place, self._language)
        if found is None:
            return False
        unit, end = found
        if not (unit.compound or self._text[self._place : end] in _STANDALONE) or not unit.above:
            return False
        return self._put(say_unit(unit, "many", self._language), end)

    def _letter(self) -> bool:
        """Say a lone letter of a formula, with its index and power."""
        found = _LETTER.match(self._text, self._place)
        if found is None or not self._is_symbol(found):
            return False
        index = (found["index"] or "").strip("_()").translate(_DIGITS)
        words = [letter_name(found["letter"], self._language)]
        if index:
            words.append(INDICES[self._language].get(index) or say_text(index, self._language))
        if found["power"]:
            power = found["power"].strip("^()").replace("⁻", "-").replace("−", "-").translate(_DIGITS)
            words.append(_power(power, self._language))
        return self._put(" ".join(words), found.end())

    def _is_symbol(self, found: re.Match[str]) -> bool:
        """In English `a` and `I` alone are words."""
        return self._language == "ru" or found["letter"] not in "aAI" or found.end() - found.start() > 1

    def _word(self) -> bool:
        found = _WORD.match(self._text, self._place)
        if found is None:
            return False
        word = found[0]
        if all(VARIANTS.get(each, each).lower() in GREEK[self._language] for each in word):
            word = " ".join(letter_name(each, self._language) for each in word)
        elif len(word) > 1 and word.isupper() and not any(each in "АЕЁИОУЫЭЮЯAEIOUY" for each in word):
            word = " ".join(filter(None, (letter_name(each, self._language) for each in word)))
        elif not all(each.lower() in CYRILLIC or each.isascii() or each in "-’" for each in word):
            word = "".join(each if each.isalpha() and not each.isdecimal() else " " for each in word)
        return self._put(word, found.end())

    def _sign(self) -> None:
        character = self._text[self._place]
        said = character if character in _KEPT or character.isspace() else ""
        if not said:
            name = SIGNS[self._language].get(character) or MATHS[self._language].get(character, "")
            if character == "-" and not self._between_values():
                name = ""
            said = ", " if character == "·" and self._between_words() else f" {name} "
        elif character == ":" and self._between_values() and self._is_spaced_evenly():
            said = f" {SIGNS[self._language][':']} "
        self._words.append(said)
        self._place += 1

    def _between_values(self) -> bool:
        before, after = self._text[: self._place].rstrip()[-1:], self._text[self._place + 1 :].lstrip()[:1]
        return before.isdecimal() and after.isdecimal()

    def _is_spaced_evenly(self) -> bool:
        """Tell `588 : 6` and `1:2` from a colon of prose, `answers 2: 5`."""
        return self._text[self._place - 1].isspace() == self._text[self._place + 1].isspace()

    def _between_words(self) -> bool:
        """Tell a dot that parts words, `a name · a licence`, from one that multiplies."""
        before, after = self._text[: self._place].split()[-1:], self._text[self._place + 1 :].split()[:1]
        return any(_NO_FACTOR.search(side) for side in (*before, *after))

    def _put(self, said: str, end: int) -> bool:
        before = self._words[-1][-1:] if self._words else ""
        self._words.append(f" {said}" if before.isalpha() else said)
        if self._text[end : end + 1].isalnum():
            self._words.append(" ")
        self._place = end
        return True


def _power(power: str, language: Language) -> str:
    if power in ("2", "3"):
        return MATHS[language][f"^{power}"]
    minus = f"{SIGNS[language]['−']} " if power.startswith("-") else ""
    digits = power.lstrip("-") or "0"
    return MATHS[language]["power"].format(minus + say_ordinal(int(digits[:2]), "ой", language))


def _say_ordinals(text: str, language: Language) -> str:
    if language == "en":
        return _ENGLISH_ORDINAL.sub(lambda found: say_ordinal(int(found["number"]), "", "en"), text)
    said = _ORDINAL.sub(
        lambda found: say_ordinal(int(found["number"]), _ENDINGS[found["ending"]], "ru"), text
    )
    said = _CLASS.sub(lambda found: _say_numbered(found["number"], found["noun"]), said)
    return _YEAR.sub(_say_year, said)


def _say_year(found: re.Match[str]) -> str:
    """Say `1971 году` as «тысяча девятьсот семьдесят первом году»; a round hundred stays a number."""
    if found["rest"] == "00" or found["hundreds"].startswith("0"):
        return found[0]
    hundreds = say_number(found["hundreds"] + "00", "ru").removeprefix("одна ")
    return f"{hundreds} {_say_numbered(found['rest'], found['noun'])}"


def _say_numbered(number: str, noun: str) -> str:
    return f"{say_ordinal(int(number), _NOUN_ENDINGS[noun], 'ru')} {noun}"


def _tidy(words: str) -> str:
    spaced = re.sub(r"\s+([.,;:!?)»])", r"\1", " ".join(words.split()))
    return re.sub(r"([.,;:])(?:\s*\1)+", r"\1", spaced).strip()
