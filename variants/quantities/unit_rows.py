"""The units that school books use and the prefixes, as rows of text; `unit_table.py` looks them up.

Factors: SI brochure, 9th edition (2019); CODATA 2022 for u; NIST SP 811 for customary units; Russian units
of length and weight by the law of 1899; the debye is 1e-21/c coulomb metres.
"""

from typing import Final

# English | Russian | factor | powers of m kg s A K mol cd | prefixes, or t, f | other spellings
# The prefixes are `all` or a row of PREFIX_SETS; `t` and `f` are temperatures with a zero of their own.
UNITS: Final = """
m|м|1|1 0 0 0 0 0 0|all|meter meters metre metres метр метра метров метры метрах метре
g|г|1e-3|0 1 0 0 0 0 0|all|gram grams gramme grammes gm грамм грамма граммов граммы грам гр
s|с|1|0 0 1 0 0 0 0|all|sec secs second seconds сек секунда секунды секунд секунду
A|А|1|0 0 0 1 0 0 0|all|amp amps ampere amperes ампер ампера амперов амперы
K|К|1|0 0 0 0 1 0 0|all|kelvin kelvins кельвин кельвина кельвинов кельвины °K °К
mol|моль|1|0 0 0 0 0 1 0|all|mole moles мол моля молей моли
cd|кд|1|0 0 0 0 0 0 1|all|candela candelas кандела кандел канделы
Hz|Гц|1|0 0 -1 0 0 0 0|all|hertz герц герца герцах герцев
N|Н|1|1 1 -2 0 0 0 0|all|newton newtons ньютон ньютона ньютонов ньютоны
Pa|Па|1|-1 1 -2 0 0 0 0|all|pascal pascals паскаль паскаля паскалей паскали
J|Дж|1|2 1 -2 0 0 0 0|all|joule joules джоуль джоуля джоулей джоули
W|Вт|1|2 1 -3 0 0 0 0|all|watt watts ватт ватта ваттов ватты
C|Кл|1|0 0 1 1 0 0 0|all|coulomb coulombs кулон кулона кулонов кулоны
V|В|1|2 1 -3 -1 0 0 0|all|volt volts вольт вольта вольтов вольты
ohm|Ом|1|2 1 -3 -2 0 0 0|all|ohms Ohm Ohms Ω Ω ω ом ома омов омы
S|См|1|-2 -1 3 2 0 0 0|all|siemens mho сименс сименса сименсов
F|Ф|1|-2 -1 4 2 0 0 0|all|farad farads фарад фарада фарады фарадов
H|Гн|1|2 1 -2 -2 0 0 0|all|henry henries henrys генри
T|Тл|1|0 1 -2 -1 0 0 0|all|tesla teslas тесла теслы тесл
Wb|Вб|1|2 1 -2 -1 0 0 0|all|weber webers вебер вебера веберов
lm|лм|1|0 0 0 0 0 0 1|all|lumen lumens люмен люмена люменов
lx|лк|1|-2 0 0 0 0 0 1|all|lux люкс люкса люксов
Bq|Бк|1|0 0 -1 0 0 0 0|all|becquerel becquerels беккерель беккереля беккерелей
Gy|Гр|1|2 0 -2 0 0 0 0|all|gray grays грей грея греев
Sv|Зв|1|2 0 -2 0 0 0 0|all|sievert sieverts зиверт зиверта зивертов
kat|кат|1|0 0 -1 0 0 1 0|all|katal katals катал катала каталов
L|л|1e-3|3 0 0 0 0 0 0|litre|l liter liters litre litres ℓ литр литра литров литры
M|М|1e3|-3 0 0 0 0 1 0|small|molar
eV|эВ|1.602176634e-19|2 1 -2 0 0 0 0|all|electronvolt electronvolts электронвольт электронвольта
eV/c²|эВ/с²|1.7826619216278976e-36|0 1 0 0 0 0 0|large|eV/c^2 eV/c2 эВ/с^2 эВ/с2 эВ/c² эВ/c^2
c₀|c₀|299792458|1 0 -1 0 0 0 0||
Wh|Вт·ч|3600|2 1 -2 0 0 0 0|large|Втч
Ah|А·ч|3600|0 0 1 1 0 0 0|charge|Ач
cal|кал|4.184|2 1 -2 0 0 0 0|large|calorie calories калория калории калорий
bar|бар|1e5|-1 1 -2 0 0 0 0|pressure|bars бара баров
atm|атм|101325|-1 1 -2 0 0 0 0||atmosphere atmospheres атмосфера атмосферы атмосфер
at|ат|98066.5|-1 1 -2 0 0 0 0||
mmHg|мм рт. ст.|133.322387415|-1 1 -2 0 0 0 0||мм.рт.ст мм.рт.ст. ммртст ммHg
cmHg|см рт. ст.|1333.22387415|-1 1 -2 0 0 0 0||
inHg|дюйм рт. ст.|3386.388640341|-1 1 -2 0 0 0 0||
mmH2O|мм вод. ст.|9.80665|-1 1 -2 0 0 0 0||mmH₂O ммводст
Torr|торр|133.32236842105263|-1 1 -2 0 0 0 0|pressure|torr
psi|psi|6894.757293168361|-1 1 -2 0 0 0 0||
t|т|1e3|0 1 0 0 0 0 0|upward|tonne tonnes ton tons тонна тонны тонн
q|ц|100|0 1 0 0 0 0 0||centner центнер центнера центнеров
ct|кар|2e-4|0 1 0 0 0 0 0||carat carats карат карата каратов
u|а. е. м.|1.66053906892e-27|0 1 0 0 0 0 0||amu а.е.м а.е.м. аем
Da|Да|1.66053906892e-27|0 1 0 0 0 0 0|upward|dalton daltons дальтон дальтона дальтонов
ha|га|1e4|2 0 0 0 0 0 0||hectare hectares гектар гектара гектаров
are|ар|100|2 0 0 0 0 0 0||ares ара аров сотка сотки соток
acre|акр|4046.8564224|2 0 0 0 0 0 0||acres акра акров
b|б|1e-28|2 0 0 0 0 0 0|large|barn barns барн барна барнов
min|мин|60|0 0 1 0 0 0 0||mins minute minutes мин. минута минуты минут минуту
h|ч|3600|0 0 1 0 0 0 0||hr hrs hour hours час часа часов часы
d|сут|86400|0 0 1 0 0 0 0||day days сут. сутки суток дн день дня дней
week|нед|604800|0 0 1 0 0 0 0||weeks wk неделя недели недель неделю
month|мес|2629800|0 0 1 0 0 0 0||months месяц месяца месяцев
yr|год|31557600|0 0 1 0 0 0 0|upward|year years a г. года лет годы годов
century|век|3155760000|0 0 1 0 0 0 0||centuries века веков
deg|°|0.017453292519943295|0 0 0 0 0 0 0||degree degrees º град градус градуса градусов градусы
arcmin|′|0.0002908882086657216|0 0 0 0 0 0 0||' ’ arcminute arcminutes
arcsec|″|4.84813681109536e-06|0 0 0 0 0 0 0|downward|" ” '' arcsecond arcseconds
rad|рад|1|0 0 0 0 0 0 0|angle|radian radians радиан радиана радианов радианы
sr|ср|1|0 0 0 0 0 0 0|downward|steradian steradians стерадиан
rev|об|6.283185307179586|0 0 0 0 0 0 0||revolution revolutions turn turns об. оборот оборота оборотов
rpm|об/мин|0.10471975511965977|0 0 -1 0 0 0 0||
°C|°C|1|0 0 0 0 1 0 0|t|degC celsius ℃ °С ºC ºС oC oС градC градС °Ц Celsius
°F|°F|0.5555555555555556|0 0 0 0 1 0 0|f|degF fahrenheit ℉ °Ф Fahrenheit
dpt|дптр|1|-1 0 0 0 0 0 0||diopter diopters dioptre dioptres дптр. диоптрия диоптрии диоптрий дп D
Å|Å|1e-10|1 0 0 0 0 0 0||angstrom angstroms Angstrom ångström Å Ангстрем ангстрем ангстрема ангстремов
AU|а. е.|149597870700|1 0 0 0 0 0 0||au а.е а.е. ае
ly|св. год|9460730472580800|1 0 0 0 0 0 0|upward|lightyear lightyears св.год
pc|пк|3.085677581491367e16|1 0 0 0 0 0 0|upward|parsec parsecs парсек парсека парсеков
µm|мкм|1e-6|1 0 0 0 0 0 0||micron microns микрон микрона микроны микронов
in|дюйм|0.0254|1 0 0 0 0 0 0||inch inches дюйма дюймов
ft|фут|0.3048|1 0 0 0 0 0 0||foot feet фута футов
yd|ярд|0.9144|1 0 0 0 0 0 0||yard yards ярда ярдов
mi|миля|1609.344|1 0 0 0 0 0 0||mile miles мили миль
nmi|мор. миля|1852|1 0 0 0 0 0 0||
verst|верста|1066.8|1 0 0 0 0 0 0||версты вёрст верст
sazhen|сажень|2.1336|1 0 0 0 0 0 0||сажени саженей
arshin|аршин|0.7112|1 0 0 0 0 0 0||аршина аршинов
vershok|вершок|0.04445|1 0 0 0 0 0 0||вершка вершков
kn|уз|0.5144444444444445|1 0 -1 0 0 0 0||knot knots узел узла узлов
mph|миль/ч|0.44704|1 0 -1 0 0 0 0||
km/h|км/ч|0.2777777777777778|1 0 -1 0 0 0 0||kph kmh kmph
oz|унция|0.028349523125|0 1 0 0 0 0 0||ounce ounces унции унций
lb|фунт|0.45359237|0 1 0 0 0 0 0||lbs pound pounds lbm фунта фунтов
pood|пуд|16.3804964|0 1 0 0 0 0 0||пуда пудов
slug|слаг|14.593902937206364|0 1 0 0 0 0 0||slugs
lbf|фунт-сила|4.4482216152605|1 1 -2 0 0 0 0||
kgf|кгс|9.80665|1 1 -2 0 0 0 0||kp
tf|тс|9806.65|1 1 -2 0 0 0 0||
dyn|дин|1e-5|1 1 -2 0 0 0 0||dyne dynes дина дины
erg|эрг|1e-7|2 1 -2 0 0 0 0||ergs эрга эргов
BTU|БТЕ|1055.05585262|2 1 -2 0 0 0 0||Btu btu
hp|л. с.|735.49875|2 1 -3 0 0 0 0||л.с л.с. лс PS
G|Гс|1e-4|0 1 -2 -1 0 0 0|field|gauss Gs гаусс гаусса
Mx|Мкс|1e-8|2 1 -2 -1 0 0 0||maxwell максвелл
Oe|Э|79.57747154594767|-1 0 0 1 0 0 0||oersted эрстед
Ci|Ки|3.7e10|0 0 -1 0 0 0 0|small|curie curies кюри
R|Р|2.58e-4|0 -1 1 1 0 0 0|small|roentgen рентген рентгена рентгенов
rem|бэр|0.01|2 0 -2 0 0 0 0|downward|
P|П|0.1|-1 1 -1 0 0 0 0|poise|poise пуаз
St|Ст|1e-4|2 0 -1 0 0 0 0|poise|stokes стокс
gal|галлон|0.003785411784|3 0 0 0 0 0 0||gallon gallons галлона галлонов
qt|кварта|0.000946352946|3 0 0 0 0 0 0||quart quarts кварты кварт
pt|пинта|0.000473176473|3 0 0 0 0 0 0||pint pints пинты пинт
cup|чашка|0.0002365882365|3 0 0 0 0 0 0||cups
bbl|баррель|0.158987294928|3 0 0 0 0 0 0||barrel barrels барреля баррелей
cc|куб. см|1e-6|3 0 0 0 0 0 0||ccm
e|e|1.602176634e-19|0 0 1 1 0 0 0||
debye|дебай|3.3356409519815204e-30|1 0 1 1 0 0 0||
%|%|0.01|0 0 0 0 0 0 0||percent процент процента процентов проц проц. pct
‰|‰|0.001|0 0 0 0 0 0 0||permille промилле
ppm|млн⁻¹|1e-6|0 0 0 0 0 0 0||
ppb|млрд⁻¹|1e-9|0 0 0 0 0 0 0||
dB|дБ|1|0 0 0 0 0 0 0||decibel decibels децибел децибела
pcs|шт.|1|0 0 0 0 0 0 0||count counts piece pieces шт штук штуки штука times раз раза витков витка виток
pcs|шт.|1|0 0 0 0 0 0 0||колебаний колебания колебание распадов распада распад расп нуклон нуклона нуклонов
pcs|шт.|1|0 0 0 0 0 0 0||cycles cycle oscillations decays decay nucleon nucleons
pcs|шт.|1|0 0 0 0 0 0 0||молекул молекулы молекула атомов атома частиц частицы
pcs|шт.|1|0 0 0 0 0 0 0||электронов электрона ионов протонов нейтронов фотонов человек
pcs|шт.|1|0 0 0 0 0 0 0||molecules molecule atoms atom particles electrons protons
pcs|шт.|1|0 0 0 0 0 0 0||neutrons photons ions people
"""
# Symbols of the prefixes that each kind of unit is used with; `all` is every one.
PREFIX_SETS: Final = {
    "": "",
    "small": "k d c m µ n p f",
    "large": "k M G T m µ n p",
    "upward": "k M G T",
    "downward": "m µ n",
    "litre": "k h da d c m µ n p f",
    "charge": "k m µ",
    "pressure": "k m µ M G h",
    "angle": "m µ n k",
    "field": "k M m µ n",
    "poise": "c m µ",
}
# English | Russian | factor | in words, and other spellings
PREFIXES: Final = """
Q|Кв|1e30|quetta кветта
R|Рн|1e27|ronna ронна
Y|И|1e24|yotta иотта йотта
Z|З|1e21|zetta зетта
E|Э|1e18|exa экса
P|П|1e15|peta пета
T|Т|1e12|tera тера
G|Г|1e9|giga гига
M|М|1e6|mega мега
k|к|1e3|kilo кило килло
h|г|1e2|hecto гекто
da|да|10|deca дека deka
d|д|0.1|deci деци
c|с|0.01|centi санти
m|м|1e-3|milli милли мили
µ|мк|1e-6|micro микро u μ mc
n|н|1e-9|nano нано
p|п|1e-12|pico пико
f|ф|1e-15|femto фемто
a|а|1e-18|atto атто
z|з|1e-21|zepto зепто
y|и|1e-24|yocto иокто йокто
r|рн|1e-27|ronto ронто
q|кв|1e-30|quecto квекто
"""
