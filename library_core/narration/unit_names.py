"""Names of units in words: one, few, many, with prefixes, gender, and the form that follows «на» and «в»."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from library_core.narration.numerals import Form, Gender
from variants.texts import Language


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit's noun: after 1, after 2, after 5; `per` is the form after «на», «в» or `per`."""

    one: str
    few: str
    many: str
    per: str
    gender: Gender = "m"
    is_time: bool = False

    def after(self, form: Form) -> str:
        """Return the noun in this form."""
        return {"one": self.one, "few": self.few, "many": self.many}[form]


def _masculine(stem: str, few: str = "а", many: str = "ов") -> UnitName:
    return UnitName(stem, stem + few, stem + many, stem)


def _feminine(stem: str, *, is_time: bool = False) -> UnitName:
    return UnitName(f"{stem}а", f"{stem}ы", stem, f"{stem}у", "f", is_time)


_RUSSIAN: Final[Mapping[str, UnitName]] = {
    "м": _masculine("метр"),
    "г": _masculine("грамм"),
    "с": _feminine("секунд", is_time=True),
    "А": _masculine("ампер", many=""),
    "К": _masculine("кельвин"),
    "моль": UnitName("моль", "моля", "молей", "моль"),
    "кд": UnitName("кандела", "канделы", "кандел", "канделу", "f"),
    "Гц": _masculine("герц", many=""),
    "Н": _masculine("ньютон"),
    "Па": UnitName("паскаль", "паскаля", "паскалей", "паскаль"),
    "Дж": UnitName("джоуль", "джоуля", "джоулей", "джоуль"),
    "Вт": _masculine("ватт", many=""),
    "Кл": _masculine("кулон"),
    "В": _masculine("вольт", many=""),
    "Ф": _feminine("фарад"),
    "Ом": _masculine("ом"),
    "См": _masculine("сименс"),
    "Вб": _masculine("вебер"),
    "Тл": _feminine("тесл"),
    "Гн": UnitName("генри", "генри", "генри", "генри"),
    "лм": _masculine("люмен"),
    "лк": _masculine("люкс"),
    "Бк": UnitName("беккерель", "беккереля", "беккерелей", "беккерель"),
    "Гр": UnitName("грей", "грея", "грей", "грей"),
    "Зв": _masculine("зиверт"),
    "л": _masculine("литр"),
    "эВ": _masculine("электронвольт", many=""),
    "бит": _masculine("бит", many=""),
    "Б": _masculine("байт", many=""),
    "кал": UnitName("калория", "калории", "калорий", "калорию", "f"),
}
_RUSSIAN_ALONE: Final[Mapping[str, UnitName]] = {
    "т": _feminine("тонн"),
    "ч": UnitName("час", "часа", "часов", "час", "m", is_time=True),
    "мин": _feminine("минут", is_time=True),
    "сут": UnitName("сутки", "суток", "суток", "сутки", "f", is_time=True),
    "год": UnitName("год", "года", "лет", "год", "m", is_time=True),
    "га": _masculine("гектар"),
    "ц": _masculine("центнер"),
    "рад": _masculine("радиан", many=""),
    "об": _masculine("оборот"),
    "атм": _feminine("атмосфер"),
    "дптр": UnitName("диоптрия", "диоптрии", "диоптрий", "диоптрию", "f"),
    "°": _masculine("градус"),
    "°C": UnitName("градус Цельсия", "градуса Цельсия", "градусов Цельсия", "градус Цельсия"),
    "°С": UnitName("градус Цельсия", "градуса Цельсия", "градусов Цельсия", "градус Цельсия"),
    "%": _masculine("процент"),
    "а.е.м.": UnitName(
        "атомная единица массы", "атомные единицы массы", "атомных единиц массы", "атомную единицу массы", "f"
    ),
    "мм рт. ст.": UnitName(
        "миллиметр ртутного столба",
        "миллиметра ртутного столба",
        "миллиметров ртутного столба",
        "миллиметр ртутного столба",
    ),
}
_RUSSIAN_PREFIXES: Final = {
    **{"к": "кило", "М": "мега", "Г": "гига", "Т": "тера", "м": "милли", "мк": "микро", "н": "нано"},
    **{"п": "пико", "г": "гекто", "д": "деци", "с": "санти"},
}


def _english(name: str, many: str = "") -> UnitName:
    plural = many or f"{name}s"
    return UnitName(name, plural, plural, name)


_ENGLISH: Final[Mapping[str, UnitName]] = {
    **{"m": _english("metre"), "g": _english("gram"), "s": _english("second"), "A": _english("ampere")},
    **{"K": _english("kelvin"), "mol": _english("mole"), "cd": _english("candela"), "N": _english("newton")},
    **{
        "Hz": _english("hertz", "hertz"),
        "Pa": _english("pascal"),
        "J": _english("joule"),
        "W": _english("watt"),
    },
    **{"C": _english("coulomb"), "V": _english("volt"), "F": _english("farad"), "Ω": _english("ohm")},
    **{"S": _english("siemens", "siemens"), "Wb": _english("weber"), "T": _english("tesla")},
    **{"H": _english("henry", "henries"), "lm": _english("lumen"), "lx": _english("lux", "lux")},
    **{
        "Bq": _english("becquerel"),
        "Gy": _english("gray"),
        "Sv": _english("sievert"),
        "L": _english("litre"),
    },
    **{"l": _english("litre"), "eV": _english("electronvolt"), "cal": _english("calorie")},
}
_ENGLISH_ALONE: Final[Mapping[str, UnitName]] = {
    **{"min": _english("minute"), "h": _english("hour"), "d": _english("day"), "ha": _english("hectare")},
    **{"rad": _english("radian"), "rev": _english("revolution"), "atm": _english("atmosphere")},
    **{"°": _english("degree"), "°C": _english("degree Celsius", "degrees Celsius")},
    **{"%": _english("percent", "percent"), "u": _english("atomic mass unit"), "t": _english("tonne")},
    "mmHg": _english("millimetre of mercury", "millimetres of mercury"),
}
_ENGLISH_PREFIXES: Final = {
    **{"k": "kilo", "M": "mega", "G": "giga", "T": "tera", "m": "milli", "μ": "micro", "µ": "micro"},
    **{"n": "nano", "p": "pico", "h": "hecto", "d": "deci", "c": "centi"},
}


def _with_prefixes(
    units: Mapping[str, UnitName], alone: Mapping[str, UnitName], prefixes: Mapping[str, str]
) -> dict[str, UnitName]:
    """Return all units by symbol; where a prefixed symbol is another unit's own, that unit keeps it."""
    made = {
        sign + symbol: replace(
            unit, one=word + unit.one, few=word + unit.few, many=word + unit.many, per=word + unit.per
        )
        for sign, word in prefixes.items()
        for symbol, unit in units.items()
    }
    return {**made, **units, **alone}


UNITS: Final[Mapping[Language, Mapping[str, UnitName]]] = {
    "ru": _with_prefixes(_RUSSIAN, _RUSSIAN_ALONE, _RUSSIAN_PREFIXES),
    "en": _with_prefixes(_ENGLISH, _ENGLISH_ALONE, _ENGLISH_PREFIXES),
}
