"""Find a unit by any spelling of its row, with or without a prefix that it takes."""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from typing import Final

from variants.quantities.unit_rows import PREFIX_SETS, PREFIXES, UNITS

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


_CYRILLIC: Final = re.compile("[А-яЁё]")
_DECLINED: Final = re.compile(r"(?P<stem>[а-яё]{2,}?)(?:ами|ями|ам|ям|ах|ях|ов|ев|у|ю|ом|ем|ой|е)")
_CELSIUS_ZERO: Final = 273.15
_FAHRENHEIT_ZERO: Final = 459.67 * 5 / 9
_NOT_PREFIXED: Final = frozenset({"квм"})
"""A square metre typed in haste, never a prefix with a unit."""

_NEVER_MEGA: Final = frozenset({"A", "C", "F", "H", "T", "Wb", "Sv", "Gy", "mol"})
"""Units that no school book gives in millions."""


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """A unit of the table with its spellings and the prefixes it takes."""

    name: UnitName
    spellings: tuple[str, ...]
    prefixes: frozenset[str] | None


@dataclass(frozen=True, slots=True, eq=False)
class _Prefix:
    """A prefix with its two names, in words, and all its spellings."""

    en: str
    ru: str
    factor: float
    words: tuple[str, str]
    spellings: tuple[str, ...]


@cache
def _rows() -> dict[str, _Row]:
    """Return every unit by each of its spellings without a prefix."""
    found: dict[str, _Row] = {}
    for line in UNITS.strip().splitlines():
        en, ru, factor, powers, flags, others = line.split("|")
        offset = {"t": _CELSIUS_ZERO, "f": _FAHRENHEIT_ZERO}.get(flags, 0.0)
        name = UnitName(
            en=en, ru=ru, factor=float(factor), dimension=tuple(map(int, powers.split())), offset=offset
        )
        allowed = None if flags == "all" else frozenset(PREFIX_SETS.get(flags, "").split())
        row = _Row(name, (en, ru, *others.split()), allowed)
        for spelling in row.spellings:
            found.setdefault(spelling, row)
    return found


@cache
def _prefixes() -> tuple[_Prefix, ...]:
    rows = [line.split("|") for line in PREFIXES.strip().splitlines()]
    return tuple(
        _Prefix(en, ru, float(factor), (others.split()[0], others.split()[1]), (en, ru, *others.split()))
        for en, ru, factor, others in rows
    )


@cache
def _prefixes_by_spelling() -> dict[str, _Prefix]:
    return {spelling: prefix for prefix in _prefixes() for spelling in prefix.spellings}


@lru_cache(maxsize=4096)
def find_unit(spelling: str) -> UnitName | None:
    """Return the unit of a spelling; one without a prefix wins, and a short prefix wins over a long one."""
    row = _rows().get(spelling)
    if row is not None:
        return row.name
    if spelling in _NOT_PREFIXED:
        return None
    for cut in range(1, min(7, len(spelling))):
        prefix, row = _prefixes_by_spelling().get(spelling[:cut]), _rows().get(spelling[cut:])
        if prefix and row and _takes(row, prefix) and _same_alphabet(spelling[:cut], spelling[cut:]):
            return _prefixed(prefix, row)
    return None


def _takes(row: _Row, prefix: _Prefix) -> bool:
    return row.prefixes is None or prefix.en in row.prefixes


@lru_cache(maxsize=4096)
def _prefixed(prefix: _Prefix, row: _Row) -> UnitName:
    """Return a unit with a prefix, in words where the symbols together would mean another unit."""
    name = row.name
    return UnitName(
        en=_symbol(prefix.en + name.en, prefix.words[0], row),
        ru=_symbol(prefix.ru + name.ru, prefix.words[1], row),
        factor=float(f"{prefix.factor * name.factor:.15g}"),
        dimension=name.dimension,
    )


def _symbol(joined: str, words: str, row: _Row) -> str:
    if joined not in _rows() and joined not in _NOT_PREFIXED:
        return joined
    name = (each for each in row.spellings if len(each) > 2 and is_russian(each) == is_russian(words))
    return words + next(name, row.name.en)


@cache
def unit_names() -> dict[str, UnitName]:
    """Return every spelling of every unit, with and without its prefixes."""
    found = {spelling: row.name for spelling, row in _rows().items()}
    for spelling, row in _rows().items():
        for prefix in _prefixes():
            if _takes(row, prefix):
                name = _prefixed(prefix, row)
                for start in prefix.spellings:
                    if _same_alphabet(start, spelling):
                        found.setdefault(start + spelling, name)
    return {spelling: name for spelling, name in found.items() if spelling not in _NOT_PREFIXED}


def plain_spellings() -> tuple[str, ...]:
    """Return every spelling of every unit without a prefix."""
    return tuple(_rows())


@cache
def prefix_spellings() -> tuple[str, ...]:
    """Return the prefixes that are words, in both languages."""
    return tuple(word for prefix in _prefixes() for word in prefix.words)


def _same_alphabet(prefix: str, spelling: str) -> bool:
    return is_russian(prefix) == is_russian(spelling) or not spelling[0].isalpha() or spelling in "ΩΩℓ"


@lru_cache(maxsize=4096)
def is_russian(text: str) -> bool:
    """Say whether any letter of the text is Cyrillic."""
    return _CYRILLIC.search(text) is not None


@lru_cache(maxsize=4096)
def find_unit_in_any_case(spelling: str) -> UnitName | None:
    """Return the unit of two letters and more that a spelling is but for case, where case can't matter."""
    if len(spelling) < 2:
        return None
    found = set()
    for each in spellings_in_any_case(spelling.lower()):
        name = find_unit(each)
        if name is not None and _is_common(name, each):
            found.add(name)
    return found.pop() if len(found) == 1 else _with_prefix_as_typed(spelling)


def _with_prefix_as_typed(spelling: str) -> UnitName | None:
    """Return the unit whose prefix has its case, where that can't be chance: `Мпа` is mega, `мтл` is milli.

    Small letters throughout are milli only where nobody meets the mega of it; `мпа` may be either.
    """
    if spelling[0] not in "MМmм":
        return None
    candidates = {
        find_unit(each) for each in spellings_in_any_case(spelling.lower()) if each[0] == spelling[0]
    }
    found = [name for name in candidates if name is not None and name.en[0] in "Mm"]
    if len(found) != 1:
        return None
    return found[0] if spelling[0] in "MМ" or found[0].en[1:] in _NEVER_MEGA else None


def _is_common(name: UnitName, spelling: str) -> bool:
    common = name.factor == 1.0 or name.en[0] in "kc" or len(spelling) > 4
    return common and not name.en.endswith(("G", "P", "Gy"))


def spellings_without_rival(typed: str) -> list[str]:
    """Return what a name in the wrong case may be spelled as, each the only unit of its dimension: `KN`."""
    if len(typed) < 2 or find_unit(typed) is not None:
        return []
    spellings = {spelling: find_unit(spelling) for spelling in spellings_in_any_case(typed.lower())}
    names = [name for name in set(spellings.values()) if name is not None]
    alone = [name for name in names if [each.dimension for each in names].count(name.dimension) == 1]
    return [spelling for spelling, name in spellings.items() if name in alone]


def find_declined_unit(word: str) -> UnitName | None:
    """Return the unit of a Russian word in a case that its row lacks: `метрам`, `минутами`, `джоулях`."""
    found = _DECLINED.fullmatch(word.lower())
    if found is None:
        return None
    stem = found["stem"]
    named = (find_unit(stem + ending) for ending in ("", "а", "ь", "я") if stem + ending in _words())
    prefixed = (find_unit(stem + ending) for ending in ("", "а", "ь", "я") if len(stem) > 6)
    return next((name for name in (*named, *prefixed) if name is not None), None)


@cache
def _words() -> frozenset[str]:
    """Return the names that are Russian words, which have cases."""
    return frozenset(
        each for each in _rows() if each == "ом" or (len(each) > 2 and each.islower() and is_russian(each))
    )


def milli_or_mega(typed: str) -> list[str]:
    """Return the two units of one name that small letters may stand for: `мдж` → `мДж`, `МДж`."""
    spellings = spellings_in_any_case(typed.lower()) if typed.islower() and typed[0] in "mм" else []
    parted = [each for each in spellings if each[0] in "mмMМ" and each[0].lower() == typed[0]]
    return parted if len(parted) == 2 else []


def spellings_in_any_case(folded: str) -> list[str]:
    """Return the spellings of units that are this one in lower case."""
    joined = (
        start + end
        for cut in range(1, min(7, len(folded)))
        for start in _prefixes_in_lower_case().get(folded[:cut], ())
        for end in _rows_in_lower_case().get(folded[cut:], ())
    )
    return [*_rows_in_lower_case().get(folded, ()), *(each for each in joined if find_unit(each) is not None)]


@cache
def _rows_in_lower_case() -> dict[str, list[str]]:
    return _in_lower_case(tuple(_rows()))


@cache
def _prefixes_in_lower_case() -> dict[str, list[str]]:
    return _in_lower_case(tuple(_prefixes_by_spelling()))


def _in_lower_case(spellings: tuple[str, ...]) -> dict[str, list[str]]:
    folded: dict[str, list[str]] = {}
    for spelling in spellings:
        folded.setdefault(spelling.lower(), []).append(spelling)
    return folded
