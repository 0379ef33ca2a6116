"""Numbers in words: cardinals with gender, decimals, ordinals, and the form a noun takes after each."""

import re
from typing import Final, Literal

from variants.texts import Language

Gender = Literal["m", "f", "n"]
Form = Literal["one", "few", "many"]
"""After 1, 21 …; after 2, 3, 4, 22 … and after decimals; after all others. English has `one` and `many`."""

NUMBER: Final = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?")
LARGEST: Final = 10**15
_ONES: Final = "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать".split()  # noqa: E501, SIM905 - one line a row of the table
_TENS: Final = "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто".split()  # noqa: SIM905
_HUNDREDS: Final = "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот".split()  # noqa: SIM905
_SCALES: Final[tuple[tuple[Gender, str, str, str], ...]] = (
    ("f", "тысяча", "тысячи", "тысяч"),
    ("m", "миллион", "миллиона", "миллионов"),
    ("m", "миллиард", "миллиарда", "миллиардов"),
    ("m", "триллион", "триллиона", "триллионов"),
)
_PARTS: Final = (("десятая", "десятых"), ("сотая", "сотых"), ("тысячная", "тысячных"))
_ENGLISH_ONES: Final = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: E501, SIM905
_ENGLISH_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
_ENGLISH_SCALES: Final = ("thousand", "million", "billion", "trillion")
_STEMS: Final = "нулев перв втор трет четвёрт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат".split()  # noqa: E501, SIM905
_TEN_STEMS: Final = "двадцат тридцат сороков пятидесят шестидесят семидесят восьмидесят девяност".split()  # noqa: SIM905
_ENGLISH_ORDINALS: Final = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()  # noqa: E501, SIM905


def say_number(written: str, language: Language, gender: Gender = "m") -> str:
    """Return a number as written (`9,8`, `1 000`, `3.14`) in words."""
    whole, _, part = re.sub(r"[ \u00a0\u202f]", "", written).replace(",", ".").partition(".")
    if language == "en":
        said = say_cardinal(whole, "en")
        return f"{said} point {_digits(part, 'en')}" if part else said
    if not part:
        return say_cardinal(whole, "ru", gender)
    return _russian_decimal(whole, part)


def say_cardinal(digits: str, language: Language, gender: Gender = "m") -> str:
    """Return a whole number in words; one too large for words, or one that begins with 0, digit by digit."""
    if len(digits) > 15 or (len(digits) > 1 and digits.startswith("0")):
        return _digits(digits, language)
    return _english(int(digits)) if language == "en" else _russian(int(digits), gender)


def form_after(written: str, language: Language) -> Form:
    """Return the form that a noun takes after the number."""
    plain = re.sub(r"[ \u00a0\u202f]", "", written).replace(",", ".")
    if language == "en":
        return "one" if plain == "1" else "many"
    if "." in plain:
        return "few"
    last, two = plain[-1:], plain[-2:-1]
    if two == "1" or last not in "1234":
        return "many"
    return "one" if last == "1" else "few"


def say_ordinal(number: int, ending: str, language: Language) -> str:
    """Return `третьей` for 3 and `ей`: Russian endings are those of adjectives (ый, ая, ое, ого, ой, ом)."""
    if language == "en":
        return _english_ordinal(number)
    if number >= 100 or number < 0:
        return _russian(abs(number), "m")
    if number < 20:
        return _russian_ordinal(_STEMS[number], ending)
    tens, ones = divmod(number, 10)
    if not ones:
        return _russian_ordinal(_TEN_STEMS[tens - 2], ending)
    return f"{_TENS[tens - 2]} {_russian_ordinal(_STEMS[ones], ending)}"


def _russian_ordinal(stem: str, ending: str) -> str:
    if stem == "трет":
        soft = {"ый": "ий", "ая": "ья", "ое": "ье", "ого": "ьего", "ой": "ьей", "ом": "ьем"}
        return stem + soft[ending]
    if ending == "ый" and stem in ("нулев", "втор", "шест", "седьм", "восьм", "сороков"):
        return stem + "ой"
    return stem + ending


def _russian_decimal(whole: str, part: str) -> str:
    said = say_cardinal(whole, "ru", "f")
    integer = "целая" if form_after(whole, "ru") == "one" else "целых"
    if len(part) > len(_PARTS):
        return f"{say_cardinal(whole, 'ru')} запятая {_digits(part, 'ru')}"
    count = say_cardinal(str(int(part)), "ru", "f")
    one, many = _PARTS[len(part) - 1]
    return f"{said} {integer} {count} {one if form_after(str(int(part)), 'ru') == 'one' else many}"


def _digits(digits: str, language: Language) -> str:
    names = _ENGLISH_ONES if language == "en" else _ONES
    return " ".join(names[int(digit)] for digit in digits)


def _russian(number: int, gender: Gender) -> str:
    if number == 0:
        return "ноль"
    words: list[str] = []
    for place in range(len(_SCALES), 0, -1):
        group = number // 1000**place % 1000
        if group:
            scale_gender, *forms = _SCALES[place - 1]
            form = form_after(str(group), "ru")
            words += [*_russian_group(group, scale_gender), forms[("one", "few", "many").index(form)]]
    return " ".join((*words, *_russian_group(number % 1000, gender)))


def _russian_group(number: int, gender: Gender) -> list[str]:
    words = [_HUNDREDS[number // 100 - 1]] if number >= 100 else []
    rest = number % 100
    if rest >= 20:
        words.append(_TENS[rest // 10 - 2])
        rest %= 10
    if rest in (1, 2) and gender != "m":
        words.append({(1, "f"): "одна", (1, "n"): "одно", (2, "f"): "две", (2, "n"): "два"}[rest, gender])
    elif rest:
        words.append(_ONES[rest])
    return words


def _english(number: int) -> str:
    if number == 0:
        return "zero"
    words: list[str] = []
    for place in range(len(_ENGLISH_SCALES), -1, -1):
        group = number // 1000**place % 1000
        if group:
            words.append(_english_group(group))
            words += [_ENGLISH_SCALES[place - 1]] if place else []
    return " ".join(words)


def _english_group(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{_ENGLISH_ONES[hundreds]} hundred"] if hundreds else []
    if rest >= 20:
        ones = f"-{_ENGLISH_ONES[rest % 10]}" if rest % 10 else ""
        words.append(_ENGLISH_TENS[rest // 10 - 2] + ones)
    elif rest:
        words.append(_ENGLISH_ONES[rest])
    return " and ".join(words)


def _english_ordinal(number: int) -> str:
    if number < 20:
        return _ENGLISH_ORDINALS[number]
    tens, ones = divmod(number, 10)
    if number >= 100:
        return f"{_english(number)}th"
    ten = _ENGLISH_TENS[tens - 2]
    return f"{ten}-{_ENGLISH_ORDINALS[ones]}" if ones else f"{ten[:-1]}ieth"
