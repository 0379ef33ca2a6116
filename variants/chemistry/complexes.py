"""Whether two inorganic formulas with the same atoms write the same complex, the same hydrate.

In square brackets around a metal stands the inner sphere of a complex: what belongs to it, and what stands
outside, has to be the same, in any order. Water behind a dot is counted apart. All other brackets may be
multiplied out.
"""

import re
from collections import Counter
from functools import lru_cache
from typing import Final, Literal

from variants.chemistry.elements import ELEMENTS

Likeness = Literal["same", "unclear", "brackets", "hydrate"]
NONMETALS: Final = frozenset(
    ["H", "He", "B", "C", "N", "O", "F", "Si", "P", "S", "Cl", "As", "Se", "Br", "Te", "I", "At"]
)
_CHARGE: Final = re.compile(r"\^\d*[+-]$")
_MARKS: Final = re.compile(r"[\[·]|(?<=.)\((?:H2O|NH3)\)")
"""What a formula needs to have for its structure to be looked at."""
_SPHERE: Final = re.compile(r"\[([^\[\]]*)\](\d*)")
_WATER: Final = re.compile(r"(\d*\.?\d*)H2O")
_TOKEN: Final = re.compile(r"([A-Z][a-z]?|\(|\))(\d*)")
_LIGAND: Final = re.compile(r"(?<=.)\((?:H2O|NH3)\)")
_NEUTRAL: Final = re.compile(r"[A-Z][a-z]?\d*(?:\((?:H2O|NH3)\)\d*)+")
_AMMONIA_WATER: Final = frozenset({"NH4OH", "NH3·H2O"})


def compare_complexes(one: str, other: str) -> Likeness:
    """Compare canonical formulas of equal atoms and charge; `unclear` is left to a person."""
    if not _MARKS.search(one) and not _MARKS.search(other):
        return "same"
    return _compared(_CHARGE.sub("", one), _CHARGE.sub("", other))


@lru_cache(maxsize=1024)
def _compared(one: str, other: str) -> Likeness:
    if {one, other} == _AMMONIA_WATER:
        return "same"
    core, water = _without_water(one)
    other_core, other_water = _without_water(other)
    spheres, other_spheres = _spheres(core), _spheres(other_core)
    if spheres and other_spheres and spheres != other_spheres:
        return "brackets"
    if water != other_water:
        return "hydrate" if water and other_water else "unclear"
    if spheres and other_spheres:
        return "same"
    if spheres or other_spheres:
        return _without_brackets(core, other_core) if spheres else _without_brackets(other_core, core)
    is_ligand = _LIGAND.search(core) is not None
    return "same" if is_ligand == (_LIGAND.search(other_core) is not None) else "unclear"


def _without_water(text: str) -> tuple[str, float]:
    """Return the formula without its water of crystallization, and how much water there is."""
    first, *parts = text.split("·")
    waters = [_WATER.fullmatch(part) for part in parts]
    core = "·".join([first, *(part for part, found in zip(parts, waters, strict=True) if not found)])
    return core, sum(float(found[1] or 1) for found in waters if found)


def _spheres(text: str) -> Counter[tuple[tuple[str, int], ...]]:
    """Return the atoms of each inner sphere, and how often it stands here."""
    found: Counter[tuple[tuple[str, int], ...]] = Counter()
    for inside, count in _SPHERE.findall(text):
        atoms = _atoms(inside)
        if any(symbol in ELEMENTS and symbol not in NONMETALS for symbol in atoms):
            found[tuple(sorted(atoms.items()))] += int(count or 1)
    return found


def _atoms(inside: str) -> Counter[str]:
    """Count the atoms of elements and round groups inside square brackets."""
    levels: list[Counter[str]] = [Counter()]
    for name, digits in _TOKEN.findall(inside):
        if name == "(":
            levels.append(Counter())
            continue
        group = levels.pop() if name == ")" and len(levels) > 1 else Counter({name: 1} if name != ")" else {})
        for symbol, number in group.items():
            levels[-1][symbol] += number * int(digits or 1)
    return levels[0]


def _without_brackets(core: str, plain: str) -> Likeness:
    """Judge a complex written without its brackets: read where nobody can take them to stand elsewhere."""
    if _SPHERE.sub(lambda found: found[1] if not found[2] else found[0], core) != plain:
        return "unclear"
    is_last = core.endswith("]") and core.count("[") == 1
    inside = _SPHERE.findall(core)
    return "same" if is_last or all(_NEUTRAL.fullmatch(sphere) for sphere, _ in inside) else "unclear"
