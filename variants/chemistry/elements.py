"""The chemical elements: symbols, names and standard atomic weights.

Weights are the abridged standard atomic weights of IUPAC 2021 (Prohaska et al., Pure Appl. Chem. 94, 573,
2022); for an element without one, the mass number of its longest-lived known isotope stands instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from variants.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """An element; `weight` is its relative atomic mass, `genitive` its Russian name in «атомов …»."""

    symbol: str
    number: int
    weight: float
    name: Text
    genitive: str


_TABLE: Final = """
H 1.0080 hydrogen водород водорода
He 4.0026 helium гелий гелия
Li 6.94 lithium литий лития
Be 9.0122 beryllium бериллий бериллия
B 10.81 boron бор бора
C 12.011 carbon углерод углерода
N 14.007 nitrogen азот азота
O 15.999 oxygen кислород кислорода
F 18.998 fluorine фтор фтора
Ne 20.180 neon неон неона
Na 22.990 sodium натрий натрия
Mg 24.305 magnesium магний магния
Al 26.982 aluminium алюминий алюминия
Si 28.085 silicon кремний кремния
P 30.974 phosphorus фосфор фосфора
S 32.06 sulfur сера серы
Cl 35.45 chlorine хлор хлора
Ar 39.95 argon аргон аргона
K 39.098 potassium калий калия
Ca 40.078 calcium кальций кальция
Sc 44.956 scandium скандий скандия
Ti 47.867 titanium титан титана
V 50.942 vanadium ванадий ванадия
Cr 51.996 chromium хром хрома
Mn 54.938 manganese марганец марганца
Fe 55.845 iron железо железа
Co 58.933 cobalt кобальт кобальта
Ni 58.693 nickel никель никеля
Cu 63.546 copper медь меди
Zn 65.38 zinc цинк цинка
Ga 69.723 gallium галлий галлия
Ge 72.630 germanium германий германия
As 74.922 arsenic мышьяк мышьяка
Se 78.971 selenium селен селена
Br 79.904 bromine бром брома
Kr 83.798 krypton криптон криптона
Rb 85.468 rubidium рубидий рубидия
Sr 87.62 strontium стронций стронция
Y 88.906 yttrium иттрий иттрия
Zr 91.224 zirconium цирконий циркония
Nb 92.906 niobium ниобий ниобия
Mo 95.95 molybdenum молибден молибдена
Tc 97 technetium технеций технеция
Ru 101.07 ruthenium рутений рутения
Rh 102.91 rhodium родий родия
Pd 106.42 palladium палладий палладия
Ag 107.87 silver серебро серебра
Cd 112.41 cadmium кадмий кадмия
In 114.82 indium индий индия
Sn 118.71 tin олово олова
Sb 121.76 antimony сурьма сурьмы
Te 127.60 tellurium теллур теллура
I 126.90 iodine иод иода
Xe 131.29 xenon ксенон ксенона
Cs 132.91 caesium цезий цезия
Ba 137.33 barium барий бария
La 138.91 lanthanum лантан лантана
Ce 140.12 cerium церий церия
Pr 140.91 praseodymium празеодим празеодима
Nd 144.24 neodymium неодим неодима
Pm 145 promethium прометий прометия
Sm 150.36 samarium самарий самария
Eu 151.96 europium европий европия
Gd 157.25 gadolinium гадолиний гадолиния
Tb 158.93 terbium тербий тербия
Dy 162.50 dysprosium диспрозий диспрозия
Ho 164.93 holmium гольмий гольмия
Er 167.26 erbium эрбий эрбия
Tm 168.93 thulium тулий тулия
Yb 173.05 ytterbium иттербий иттербия
Lu 174.97 lutetium лютеций лютеция
Hf 178.49 hafnium гафний гафния
Ta 180.95 tantalum тантал тантала
W 183.84 tungsten вольфрам вольфрама
Re 186.21 rhenium рений рения
Os 190.23 osmium осмий осмия
Ir 192.22 iridium иридий иридия
Pt 195.08 platinum платина платины
Au 196.97 gold золото золота
Hg 200.59 mercury ртуть ртути
Tl 204.38 thallium таллий таллия
Pb 207.2 lead свинец свинца
Bi 208.98 bismuth висмут висмута
Po 209 polonium полоний полония
At 210 astatine астат астата
Rn 222 radon радон радона
Fr 223 francium франций франция
Ra 226 radium радий радия
Ac 227 actinium актиний актиния
Th 232.04 thorium торий тория
Pa 231.04 protactinium протактиний протактиния
U 238.03 uranium уран урана
Np 237 neptunium нептуний нептуния
Pu 244 plutonium плутоний плутония
Am 243 americium америций америция
Cm 247 curium кюрий кюрия
Bk 247 berkelium берклий берклия
Cf 251 californium калифорний калифорния
Es 252 einsteinium эйнштейний эйнштейния
Fm 257 fermium фермий фермия
Md 258 mendelevium менделевий менделевия
No 259 nobelium нобелий нобелия
Lr 262 lawrencium лоуренсий лоуренсия
Rf 267 rutherfordium резерфордий резерфордия
Db 268 dubnium дубний дубния
Sg 269 seaborgium сиборгий сиборгия
Bh 270 bohrium борий бория
Hs 269 hassium хассий хассия
Mt 278 meitnerium мейтнерий мейтнерия
Ds 281 darmstadtium дармштадтий дармштадтия
Rg 282 roentgenium рентгений рентгения
Cn 285 copernicium коперниций коперниция
Nh 286 nihonium нихоний нихония
Fl 289 flerovium флеровий флеровия
Mc 290 moscovium московий московия
Lv 293 livermorium ливерморий ливермория
Ts 294 tennessine теннессин теннессина
Og 294 oganesson оганесон оганесона
"""


def _element(number: int, line: str) -> Element:
    symbol, weight, english, russian, genitive = line.split()
    return Element(
        symbol=symbol,
        number=number,
        weight=float(weight),
        name=Text(en=english, ru=russian),
        genitive=genitive,
    )


ELEMENTS: Final[Mapping[str, Element]] = MappingProxyType(
    {
        element.symbol: element
        for element in (
            _element(number, line) for number, line in enumerate(_TABLE.split("\n")[1:-1], start=1)
        )
    }
)
"""Every element by its symbol, in the order of atomic numbers."""
