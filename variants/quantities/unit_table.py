"""The units that school books use, and the prefixes; a unit is found by any spelling of its row.

Factors: SI brochure, 9th edition (2019); CODATA 2022 for u; NIST SP 811 for customary units.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Final

Dimension = tuple[Fraction | int, ...]
"""Powers of m, kg, s, A, K, mol, cd."""
DIMENSIONLESS: Final[Dimension] = (0, 0, 0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitName:
    """A unit of the table with its prefix: printed in both alphabets; SI value is x*factor + offset."""

    en: str
    ru: str
    factor: float
    dimension: Dimension
    offset: float = 0.0


# English | Russian | factor | m kg s A K mol cd | prefixes: + all, m up to kilo | other spellings
_UNITS: Final = """
m|м|1|1 0 0 0 0 0 0|+|meter meters metre metres метр метра метров метры метрах
g|г|1e-3|0 1 0 0 0 0 0|+|gram grams gramme grammes gm грамм грамма граммов граммы гр
s|с|1|0 0 1 0 0 0 0|+|sec secs second seconds сек секунда секунды секунд секунду
A|А|1|0 0 0 1 0 0 0|+|amp amps ampere amperes ампер ампера амперов
K|К|1|0 0 0 0 1 0 0|+|kelvin kelvins кельвин кельвина кельвинов °K °К
mol|моль|1|0 0 0 0 0 1 0|+|mole moles моля молей моли
cd|кд|1|0 0 0 0 0 0 1|+|candela candelas кандела
Hz|Гц|1|0 0 -1 0 0 0 0|+|hertz герц герца герцах
N|Н|1|1 1 -2 0 0 0 0|+|newton newtons ньютон ньютона ньютонов
Pa|Па|1|-1 1 -2 0 0 0 0|+|pascal pascals паскаль паскаля паскалей
J|Дж|1|2 1 -2 0 0 0 0|+|joule joules джоуль джоуля джоулей
W|Вт|1|2 1 -3 0 0 0 0|+|watt watts ватт ватта ваттов
C|Кл|1|0 0 1 1 0 0 0|+|coulomb coulombs кулон кулона кулонов
V|В|1|2 1 -3 -1 0 0 0|+|volt volts вольт вольта вольтов
ohm|Ом|1|2 1 -3 -2 0 0 0|+|ohms Ohm Ohms Ω Ω ом ома
S|См|1|-2 -1 3 2 0 0 0|+|siemens mho сименс
F|Ф|1|-2 -1 4 2 0 0 0|+|farad farads фарад фарада фарады
H|Гн|1|2 1 -2 -2 0 0 0|+|henry henries генри
T|Тл|1|0 1 -2 -1 0 0 0|+|tesla teslas тесла
Wb|Вб|1|2 1 -2 -1 0 0 0|+|weber webers вебер вебера
lm|лм|1|0 0 0 0 0 0 1|+|lumen lumens люмен
lx|лк|1|-2 0 0 0 0 0 1|+|lux люкс
Bq|Бк|1|0 0 -1 0 0 0 0|+|becquerel becquerels беккерель
Gy|Гр|1|2 0 -2 0 0 0 0|+|gray grays грей
Sv|Зв|1|2 0 -2 0 0 0 0|+|sievert sieverts зиверт
kat|кат|1|0 0 -1 0 0 1 0|+|katal катал
L|л|1e-3|3 0 0 0 0 0 0|m|l liter liters litre litres ℓ литр литра литров литры
M|М|1e3|-3 0 0 0 0 1 0|m|molar
eV|эВ|1.602176634e-19|2 1 -2 0 0 0 0|+|electronvolt electronvolts электронвольт
Wh|Вт·ч|3600|2 1 -2 0 0 0 0|+|Втч
Ah|А·ч|3600|0 0 1 1 0 0 0|+|Ач
cal|кал|4.184|2 1 -2 0 0 0 0|+|calorie calories калория калории калорий
bar|бар|1e5|-1 1 -2 0 0 0 0|+|bars
atm|атм|101325|-1 1 -2 0 0 0 0||atmosphere atmospheres атмосфера атмосферы атмосфер
mmHg|мм рт. ст.|133.322387415|-1 1 -2 0 0 0 0||мм.рт.ст мм.рт.ст. ммртст ммHg
Torr|торр|133.32236842105263|-1 1 -2 0 0 0 0||torr
psi|psi|6894.757293168361|-1 1 -2 0 0 0 0||
t|т|1e3|0 1 0 0 0 0 0|+|tonne tonnes ton tons тонна тонны тонн
q|ц|100|0 1 0 0 0 0 0||centner центнер центнера центнеров
u|а. е. м.|1.66053906892e-27|0 1 0 0 0 0 0||amu Da dalton а.е.м а.е.м. аем
ha|га|1e4|2 0 0 0 0 0 0||hectare hectares гектар гектара гектаров
min|мин|60|0 0 1 0 0 0 0||mins minute minutes мин. минута минуты минут
h|ч|3600|0 0 1 0 0 0 0||hr hrs hour hours час часа часов
d|сут|86400|0 0 1 0 0 0 0||day days сут. сутки суток дн день дня дней
week|нед|604800|0 0 1 0 0 0 0||weeks wk неделя недели недель
month|мес|2629800|0 0 1 0 0 0 0||months месяц месяца месяцев
yr|год|31557600|0 0 1 0 0 0 0||year years a г. года лет годы годов
deg|°|0.017453292519943295|0 0 0 0 0 0 0||degree degrees º град градус градуса градусов градусы
arcmin|′|0.0002908882086657216|0 0 0 0 0 0 0||' ’
arcsec|″|4.84813681109536e-06|0 0 0 0 0 0 0||" ” ''
mrad|мрад|1e-3|0 0 0 0 0 0 0||
µrad|мкрад|1e-6|0 0 0 0 0 0 0||urad μrad
rad|рад|1|0 0 0 0 0 0 0||radian radians радиан радиана радианов
sr|ср|1|0 0 0 0 0 0 0||steradian steradians стерадиан
rev|об|6.283185307179586|0 0 0 0 0 0 0||revolution revolutions turn turns об. оборот оборота оборотов
rpm|об/мин|0.10471975511965977|0 0 -1 0 0 0 0||
°C|°C|1|0 0 0 0 1 0 0|t|degC celsius ℃ °С ºC ºС oC oС градC градС °Ц
°F|°F|0.5555555555555556|0 0 0 0 1 0 0|f|degF fahrenheit ℉ °Ф
dpt|дптр|1|-1 0 0 0 0 0 0||diopter diopters dioptre dioptres дптр. диоптрия диоптрии диоптрий D
Å|Å|1e-10|1 0 0 0 0 0 0||angstrom angstroms Å Ангстрем ангстрем ангстрема
AU|а. е.|149597870700|1 0 0 0 0 0 0||au а.е а.е. ае
ly|св. год|9460730472580800|1 0 0 0 0 0 0||lightyear lightyears св.год
pc|пк|3.085677581491367e16|1 0 0 0 0 0 0|+|parsec parsecs парсек парсека
in|дюйм|0.0254|1 0 0 0 0 0 0||inch inches дюйма дюймов
ft|фут|0.3048|1 0 0 0 0 0 0||foot feet фута футов
yd|ярд|0.9144|1 0 0 0 0 0 0||yard yards ярда ярдов
mi|миля|1609.344|1 0 0 0 0 0 0||mile miles мили миль
nmi|мор. миля|1852|1 0 0 0 0 0 0||
kn|уз|0.5144444444444445|1 0 -1 0 0 0 0||knot knots узел узла узлов
mph|миль/ч|0.44704|1 0 -1 0 0 0 0||
km/h|км/ч|0.2777777777777778|1 0 -1 0 0 0 0||kph kmh kmph
oz|унция|0.028349523125|0 1 0 0 0 0 0||ounce ounces унции унций
lb|фунт|0.45359237|0 1 0 0 0 0 0||lbs pound pounds lbm фунта фунтов
slug|слаг|14.593902937206364|0 1 0 0 0 0 0||slugs
lbf|фунт-сила|4.4482216152605|1 1 -2 0 0 0 0||
kgf|кгс|9.80665|1 1 -2 0 0 0 0||kp
dyn|дин|1e-5|1 1 -2 0 0 0 0||dyne dynes дина
erg|эрг|1e-7|2 1 -2 0 0 0 0||ergs эрга
BTU|БТЕ|1055.05585262|2 1 -2 0 0 0 0||Btu btu
hp|л. с.|735.49875|2 1 -3 0 0 0 0||л.с л.с. лс
G|Гс|1e-4|0 1 -2 -1 0 0 0|+|gauss Gs гаусс
Ci|Ки|3.7e10|0 0 -1 0 0 0 0|m|curie curies кюри
P|П|0.1|-1 1 -1 0 0 0 0|m|poise пуаз
gal|галлон|0.003785411784|3 0 0 0 0 0 0||gallon gallons галлона галлонов
qt|кварта|0.000946352946|3 0 0 0 0 0 0||quart quarts
pt|пинта|0.000473176473|3 0 0 0 0 0 0||pint pints
cup|чашка|0.0002365882365|3 0 0 0 0 0 0||cups
cc|куб. см|1e-6|3 0 0 0 0 0 0||
e|e|1.602176634e-19|0 0 1 1 0 0 0||
%|%|0.01|0 0 0 0 0 0 0||percent процент процента процентов
‰|‰|0.001|0 0 0 0 0 0 0||
ppm|млн⁻¹|1e-6|0 0 0 0 0 0 0||
dB|дБ|1|0 0 0 0 0 0 0||decibel decibels децибел децибела
pcs|шт.|1|0 0 0 0 0 0 0||count counts шт штук штуки штука times раз раза
"""
_PREFIXES: Final = """
Q|Кв|1e30|quetta кветта
Y|И|1e24|yotta иотта
Z|З|1e21|zetta зетта
E|Э|1e18|exa экса
P|П|1e15|peta пета
T|Т|1e12|tera тера
G|Г|1e9|giga гига
M|М|1e6|mega мега
k|к|1e3|kilo кило
h|г|1e2|hecto гекто
da|да|10|deca дека
d|д|0.1|deci деци
c|с|0.01|centi санти
m|м|1e-3|milli милли
µ|мк|1e-6|u μ micro микро mc
n|н|1e-9|nano нано
p|п|1e-12|pico пико
f|ф|1e-15|femto фемто
a|а|1e-18|atto атто
z|з|1e-21|zepto зепто
"""
_CELSIUS_ZERO: Final = 273.15
_FAHRENHEIT_ZERO: Final = 459.67 * 5 / 9


@cache
def unit_names() -> dict[str, UnitName]:
    """Return every spelling of every unit; a unit of the table wins over a prefixed one."""
    found: dict[str, UnitName] = {}
    prefixed: dict[str, UnitName] = {}
    for line in _UNITS.strip().splitlines():
        en, ru, factor, powers, flags, others = line.split("|")
        offset = {"t": _CELSIUS_ZERO, "f": _FAHRENHEIT_ZERO}.get(flags, 0.0)
        dimension = tuple(int(power) for power in powers.split())
        name = UnitName(en=en, ru=ru, factor=float(factor), dimension=dimension, offset=offset)
        spellings = [en, ru, *others.split()]
        found |= {spelling: name for spelling in spellings if spelling not in found}
        if flags in ("+", "m"):
            prefixed |= _with_prefixes(name, spellings, largest=1e3 if flags == "m" else 1e30)
    return prefixed | found


def _with_prefixes(name: UnitName, spellings: list[str], *, largest: float) -> dict[str, UnitName]:
    found = {}
    for line in _PREFIXES.strip().splitlines():
        en, ru, factor, others = line.split("|")
        if float(factor) > largest:
            continue
        longer = UnitName(
            en=en + name.en, ru=ru + name.ru, factor=float(factor) * name.factor, dimension=name.dimension
        )
        for prefix in (en, ru, *others.split()):
            found.update({prefix + s: longer for s in spellings if _same_alphabet(prefix, s)})
    return found


def _same_alphabet(prefix: str, spelling: str) -> bool:
    return is_russian(prefix) == is_russian(spelling) or not spelling[0].isalpha() or spelling in "ΩΩℓ"


def is_russian(text: str) -> bool:
    """Say whether any letter of the text is Cyrillic."""
    return any("а" <= letter <= "я" or letter == "ё" for letter in text.lower())


@cache
def units_by_folded_case() -> dict[str, UnitName]:
    """Return units of two letters and more by their lower case, where case can't change what is meant."""
    counted: dict[str, set[UnitName]] = {}
    for spelling, name in unit_names().items():
        common = name.factor == 1.0 or name.en[0] in "kc" or len(spelling) > 4
        if len(spelling) > 1 and common and not name.en.endswith(("G", "P", "Gy")):
            counted.setdefault(spelling.lower(), set()).add(name)
    return {folded: names.pop() for folded, names in counted.items() if len(names) == 1}
