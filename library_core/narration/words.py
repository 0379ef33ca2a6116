"""Words that formulas and texts are read with: operations, and abbreviations of textbooks."""

from collections.abc import Mapping
from typing import Final

from variants.texts import Language

MATHS: Final[Mapping[Language, Mapping[str, str]]] = {
    "ru": {
        **{
            "square root": "квадратный корень из",
            "cube root": "кубический корень из",
            "root": "корень {} степени из",
        },
        **{
            "numerator": "дробь, в числителе",
            "denominator": "в знаменателе",
            "end of fraction": "конец дроби",
        },
        **{
            "over": "делить на",
            "from": "от",
            "to": "до",
            "under": "при",
            "modulus": "модуль",
            "vector": "вектор",
        },
        **{
            "bar": "с чертой",
            "hat": "с крышкой",
            "tilde": "с тильдой",
            "dot": "с точкой",
            "degrees": "градусов",
        },
        **{
            "prime": "штрих",
            "heating": "при нагревании",
            "^2": "в квадрате",
            "^3": "в кубе",
            "power": "в {} степени",
            "power of": "в степени {}",
        },
        **{"1/2": "одна вторая", "1/3": "одна третья", "1/4": "одна четвёртая", "2/3": "две трети"},
        **{"3/4": "три четверти", "(": "открыть скобку", ")": "закрыть скобку", "[": "открыть скобку"},
        **{"]": "закрыть скобку", "{": "система", "}": "", ",": ",", ";": ";", ".": "", "…": "и так далее"},
    },
    "en": {
        **{"square root": "the square root of", "cube root": "the cube root of", "root": "the {} root of"},
        **{"numerator": "the fraction with numerator", "denominator": "and denominator"},
        **{"end of fraction": "end of fraction", "over": "over", "from": "from", "to": "to", "under": "at"},
        **{"modulus": "the modulus of", "vector": "vector", "bar": "bar", "hat": "hat", "tilde": "tilde"},
        **{
            "dot": "dot",
            "degrees": "degrees",
            "prime": "prime",
            "heating": "on heating",
            "^2": "squared",
            "^3": "cubed",
        },
        **{
            "power": "to the {} power",
            "power of": "to the power of {}",
            "1/2": "one half",
            "1/3": "one third",
        },
        **{"1/4": "one quarter", "2/3": "two thirds", "3/4": "three quarters", "(": "open bracket"},
        **{")": "close bracket", "[": "open bracket", "]": "close bracket", "{": "the system", "}": ""},
        **{",": ",", ";": ";", ".": "", "…": "and so on"},
    },
}

ABBREVIATIONS: Final[Mapping[Language, tuple[tuple[str, str], ...]]] = {
    "ru": (
        (r"рис\.", "рисунок"),
        (r"табл\.", "таблица"),
        (r"гл\.", "глава"),
        (r"стр\.", "страница"),
        (r"с\.(?=\s*\d)", "страница"),
        (r"упр\.", "упражнение"),
        (r"т\.\s?е\.", "то есть"),
        (r"и\s+т\.\s?д\.", "и так далее"),
        (r"и\s+т\.\s?п\.", "и тому подобное"),
        (r"т\.\s?к\.", "так как"),
        (r"и\s+др\.", "и другие"),
        (r"(?<!\d\s)см\.(?=\s)", "смотри"),
        (r"напр\.", "например"),
        (r"(?:(?<=\d{4}\s)|(?<!\d\s))г\.(?=\s|$)", "год"),
        (r"гг\.", "годы"),
        (r"в\.(?=\s|$)", "век"),
        (r"им\.", "имени"),
        (r"тыс\.", "тысяч"),
        (r"млн\.?", "миллионов"),
        (r"млрд\.?", "миллиардов"),
        (r"н\.\s?э\.", "нашей эры"),
        (r"ед\.", "единица"),
    ),
    "en": (
        (r"e\.\s?g\.", "for example"),
        (r"i\.\s?e\.", "that is"),
        (r"etc\.", "and so on"),
        (r"fig\.", "figure"),
        (r"figs\.", "figures"),
        (r"eq\.", "equation"),
        (r"ch\.", "chapter"),
        (r"sec\.(?=\s)", "section"),
        (r"p\.(?=\s*\d)", "page"),
        (r"pp\.", "pages"),
        (r"vs\.", "versus"),
        (r"approx\.", "approximately"),
        (r"no\.(?=\s*\d)", "number"),
        (r"cf\.", "compare"),
    ),
}
"""Patterns that begin at the beginning of a word, in any case, and the words they stand for."""
