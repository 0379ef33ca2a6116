"""Salts, acids and bases made of ions, and the school solubility table.

The table is the one of Russian school courses and state examinations; editions differ in a few cells, and
there it follows what the substance does: sulfides of calcium, strontium and barium react with water, ammonium
phosphate and barium sulfite are as in the handbooks.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import lcm
from typing import Final, Literal

from variants.chemistry.substances import Substance, read_substance, substance_of

Solubility = Literal["soluble", "slightly", "insoluble", "does_not_exist"]
_MEANING: Final[Mapping[str, Solubility]] = {
    "P": "soluble",
    "M": "slightly",
    "H": "insoluble",
    "-": "does_not_exist",
}
CATIONS: Final = (
    *("H^+", "Li^+", "K^+", "Na^+", "NH4^+", "Ba^2+", "Ca^2+", "Mg^2+", "Sr^2+", "Al^3+", "Cr^3+"),
    *("Fe^2+", "Fe^3+", "Ni^2+", "Co^2+", "Mn^2+", "Zn^2+", "Ag^+", "Hg^2+", "Pb^2+", "Sn^2+", "Cu^2+"),
)
_TABLE: Final[Mapping[str, str]] = {
    "OH^-": "PPPPP PMHM HHHHHHHH --HHH",
    "F^-": "PMPPP MHHH MHHHPPPP P-HPP",
    "Cl^-": "PPPPP PPPP PPPPPPPP HPMPP",
    "Br^-": "PPPPP PPPP PPPPPPPP HMMPP",
    "I^-": "PPPPP PPPP PPP-PPPP HHHM-",
    "S^2-": "PPPPP ---- --H-HHHH HHHHH",
    "SO3^2-": "PPPPP HHMH --H-HH-M H-H--",
    "SO4^2-": "PPPPP HMPH PPPPPPPP M-HPP",
    "NO3^-": "PPPPP PPPP PPPPPPPP PPP-P",
    "NO2^-": "PPPPP PPPP ----PM-- M----",
    "PO4^3-": "PHPPP HHHH HHHHHHHH HHHHH",
    "CO3^2-": "PPPPP HHHH --H-HHHH H-H--",
    "SiO3^2-": "HHPP- HHHH --H---HH --H--",
    "CH3COO^-": "PPPPP PPPP -PP-PPPP PPP-P",
    "HCO3^-": "PPPPP PPPP --P----- --P--",
}
"""P soluble, M slightly, H insoluble, - decomposes in water or is not known; in the order of `CATIONS`."""

_ALKALI: Final = frozenset({"H^+", "Li^+", "K^+", "Na^+", "NH4^+", "Rb^+", "Cs^+"})
_FURTHER: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(("HSO4^-", "ClO4^-", "ClO3^-", "ClO^-", "ClO2^-", "MnO4^-"), frozenset()),
    **dict.fromkeys(("H2PO4^-", "HS^-", "HSO3^-", "BrO3^-", "MnO4^2-"), frozenset()),
    "Cr2O7^2-": frozenset({"Ag^+"}),
    "SCN^-": frozenset({"Ag^+", "Hg^2+"}),
    "S2O3^2-": frozenset({"Ag^+", "Pb^2+"}),
    "HPO4^2-": frozenset(CATIONS) - _ALKALI,
    "CrO4^2-": frozenset({"Ba^2+", "Sr^2+", "Ag^+", "Pb^2+", "Hg^2+"}),
    "IO3^-": frozenset({"Ba^2+", "Ag^+", "Pb^2+", "Hg^2+"}),
    "CN^-": frozenset(CATIONS) - _ALKALI - {"Ba^2+", "Ca^2+", "Sr^2+", "Mg^2+", "Hg^2+"},
    "[Al(OH)4]^-": frozenset(),
    "[Zn(OH)4]^2-": frozenset(),
    "[Al(OH)6]^3-": frozenset(),
    "[Cr(OH)6]^3-": frozenset(),
    "[Fe(CN)6]^3-": frozenset(CATIONS) - _ALKALI - {"Ba^2+", "Ca^2+", "Sr^2+", "Mg^2+", "Fe^3+", "Al^3+"},
    "[Fe(CN)6]^4-": frozenset(CATIONS) - _ALKALI - {"Ca^2+", "Sr^2+", "Mg^2+"},
}
"""Anions that the school table leaves out, each with the cations that it is insoluble with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Electrolyte:
    """A substance made of ions: `cations` of one and `anions` of the other."""

    cation: Substance
    anion: Substance
    cations: int
    anions: int
    solubility: Solubility


class NotIons(ValueError):
    """A salt needs a cation and an anion."""


class NotInSolubilityTable(LookupError):
    """The solubility table doesn't list this substance."""


def salt(cation: Substance, anion: Substance) -> Substance:
    """Return the neutral substance of these ions: an acid for H⁺, water for H⁺ with OH⁻. Raises NotIons."""
    if cation.charge <= 0 or anion.charge >= 0 or not cation.composition or not anion.composition:
        raise NotIons(f"{cation.text} and {anion.text} are not a cation and an anion")
    common = lcm(cation.charge, -anion.charge)
    cations, anions = common // cation.charge, common // -anion.charge
    atoms = {symbol: count * cations for symbol, count in cation.composition}
    for symbol, count in anion.composition:
        atoms[symbol] = atoms.get(symbol, 0) + count * anions
    return substance_of(atoms, 0, _salt_text(cation, cations, anion, anions))


def solubility(substance: Substance) -> Solubility:
    """Look the substance up in the solubility table, by its ions. Raises NotInSolubilityTable."""
    electrolyte = electrolyte_of(substance)
    if electrolyte is None:
        raise NotInSolubilityTable(substance.text)
    return electrolyte.solubility


def electrolyte_of(substance: Substance) -> Electrolyte | None:
    """Return the ions that a neutral substance is made of, None if it is not made of the ions known here."""
    return _electrolytes().get(substance)


def _salt_text(cation: Substance, cations: int, anion: Substance, anions: int) -> str:
    positive, negative = _group(cation, cations), _group(anion, anions)
    if cation.text == "H^+":
        return _acid_text(anion, anions, cations)
    return negative + positive if anion.text == "CH3COO^-" else positive + negative


def _acid_text(anion: Substance, anions: int, hydrogens: int) -> str:
    body = anion.text.partition("^")[0]
    if anion.text == "CH3COO^-":
        return "CH3COOH"
    if anion.text == "OH^-":
        return "H2O"
    own = anion.atoms.get("H", 0) if body.startswith("H") else 0
    rest = body.lstrip("H0123456789") if own else _group(anion, anions)
    total = hydrogens + own
    return "H" + (str(total) if total > 1 else "") + rest


def _group(ion: Substance, count: int) -> str:
    body = ion.text.partition("^")[0]
    if count == 1:
        return body
    if len(ion.composition) == 1 and not body[-1].isdigit():
        return f"{body}{count}"
    return f"{body}{count}" if body.startswith("[") else f"({body}){count}"


def _table_cells() -> Iterator[tuple[str, str, Solubility]]:
    for anion, row in _TABLE.items():
        cells = dict(zip(CATIONS, row.replace(" ", ""), strict=True))
        for cation, cell in (cells | {"Rb^+": cells["K^+"], "Cs^+": cells["K^+"]}).items():
            yield cation, anion, _MEANING[cell]
    for anion, insoluble in _FURTHER.items():
        for cation in (*CATIONS, "Rb^+", "Cs^+"):
            yield cation, anion, "insoluble" if cation in insoluble else "soluble"


@cache
def _electrolytes() -> Mapping[Substance, Electrolyte]:
    found: dict[Substance, Electrolyte] = {}
    for cation_text, anion_text, state in _table_cells():
        cation, anion = read_substance(cation_text), read_substance(anion_text)
        common = lcm(cation.charge, -anion.charge)
        electrolyte = Electrolyte(
            cation=cation,
            anion=anion,
            cations=common // cation.charge,
            anions=common // -anion.charge,
            solubility=state,
        )
        found.setdefault(salt(cation, anion), electrolyte)
    return found
