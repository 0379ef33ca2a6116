"""What ten tests show with sixteen salts, by rules: the solubility table, colours, gases, hydrolysis, flame.

Nothing here looks at the lab's own table of observations.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from variants.chemistry.salts import electrolyte_of, salt, solubility
from variants.chemistry.substances import Substance, read_substance

SALTS: Final = (
    *("NaCl", "KBr", "KI", "Na2CO3", "Na3PO4", "K2SO4", "NH4Cl", "AgNO3"),
    *("CuSO4", "FeSO4", "FeCl3", "AlCl3", "ZnSO4", "MgCl2", "CaCl2", "BaCl2"),
)
NOTHING: Final = "no visible change"
CLOUDY: Final = "faint white cloudiness"
GAS: Final = "bubbles of a colourless gas without smell"
STAYS: Final = "; nitric acid does not dissolve it"
LEAVES: Final = "; nitric acid dissolves it"
FLAMES: Final[Mapping[str, str]] = {
    "Na^+": "bright yellow flame",
    "K^+": "violet flame, seen through blue glass",
    "Ca^2+": "brick-red flame",
    "Ba^2+": "yellow-green flame",
    "Cu^2+": "emerald-green flame",
}
ACIDITY: Final[Mapping[str, float]] = {
    "Fe^3+": 2.2,
    "Al^3+": 5.0,
    "Cu^2+": 7.5,
    "Zn^2+": 9.0,
    "NH4^+": 9.25,
    "Fe^2+": 9.4,
    "Mg^2+": 11.4,
    "Ag^+": 12.0,
    "Ca^2+": 12.8,
    "Ba^2+": 13.4,
}
"""pK of hydrated cations (Baes and Mesmer); those of sodium and potassium are no acids at all."""
BASICITY: Final[Mapping[str, float]] = {"CO3^2-": 3.7, "PO4^3-": 1.7, "SO4^2-": 12.0}
"""pK of anions as bases; those of the strong acids are no bases at all."""
HYDROXIDES: Final[Mapping[str, str]] = {
    "Cu^2+": "blue precipitate",
    "Fe^2+": "grey-green precipitate that turns brown in the air",
    "Fe^3+": "brown precipitate",
    "Al^3+": "white jelly-like precipitate",
    "Zn^2+": "white jelly-like precipitate",
    "Mg^2+": "white jelly-like precipitate",
}
OXIDE: Final = "dark brown precipitate"
AMPHOTERIC: Final = frozenset(("Al^3+", "Zn^2+"))
AMMINES: Final[Mapping[str, str]] = {
    "Cu^2+": "blue precipitate that dissolves in the excess; the solution is deep blue",
    "Zn^2+": "white jelly-like precipitate that dissolves in the excess",
    "Ag^+": "dark brown precipitate that dissolves in the excess",
}
SILVER_SALTS: Final[Mapping[str, str]] = {
    "Cl^-": "white curdy precipitate" + STAYS,
    "Br^-": "cream curdy precipitate" + STAYS,
    "I^-": "yellow curdy precipitate" + STAYS,
    "PO4^3-": "yellow precipitate" + LEAVES,
    "CO3^2-": "pale yellow precipitate" + LEAVES + " with bubbles of gas",
}
BARIUM_SALTS: Final[Mapping[str, str]] = {
    "SO4^2-": "white fine precipitate" + STAYS,
    "PO4^3-": "white precipitate" + LEAVES,
    "CO3^2-": "white precipitate" + LEAVES + " with bubbles of gas",
}
WITH_GAS: Final[Mapping[str, str]] = {
    "Al^3+": "white jelly-like precipitate and bubbles of a gas without smell",
    "Fe^3+": "brown precipitate and bubbles of a gas without smell",
    "Cu^2+": "greenish-blue precipitate and bubbles of a gas without smell",
}
CARBONATES: Final[Mapping[str, str]] = {
    "Fe^2+": "greenish-grey precipitate",
    "Ag^+": "pale yellow precipitate",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ions:
    """The cation and the anion of a salt."""

    cation: Substance
    anion: Substance


def ions_of(formula: str) -> Ions:
    electrolyte = electrolyte_of(read_substance(formula))
    assert electrolyte is not None
    assert electrolyte.solubility == "soluble"
    return Ions(cation=electrolyte.cation, anion=electrolyte.anion)


def observed(test: str, formula: str) -> str:
    """Return in English what a test shows with a solution of 0.1 mol/L."""
    ions = ions_of(formula)
    match test:
        case "litmus":
            return _litmus(ions)
        case "flame":
            return FLAMES.get(ions.cation.text, "the flame has no colour of its own")
        case "hcl":
            return _acid(ions, "Cl^-")
        case "h2so4":
            return _acid(ions, "SO4^2-")
        case "naoh" | "excess":
            return _alkali(ions, is_excess=test == "excess")
        case "ammonia":
            return _ammonia(ions)
        case "barium":
            return _precipitate("Ba^2+", ions.anion, BARIUM_SALTS)
        case "silver":
            return _precipitate("Ag^+", ions.anion, SILVER_SALTS)
        case _:
            return _carbonate(ions)


def _litmus(ions: Ions) -> str:
    """Litmus is red below pH 5.5 and blue above 8.5 here; pH of a weak acid or base of 0.1 mol/L."""
    sour = (ACIDITY.get(ions.cation.text, 14.0) + 1) / 2
    bitter = 14 - (BASICITY.get(ions.anion.text, 14.0) + 1) / 2
    if bitter > 8.5:
        return "litmus turns blue"
    return "litmus turns red" if sour < 5.5 else "litmus stays violet"


def _precipitate(cation: str, anion: Substance, colours: Mapping[str, str]) -> str:
    state = solubility(salt(read_substance(cation), anion))
    if state == "soluble":
        return NOTHING
    return CLOUDY if state == "slightly" else colours[anion.text]


def _acid(ions: Ions, anion: str) -> str:
    if ions.anion.text == "CO3^2-":
        return GAS
    colours = {"Cl^-": SILVER_SALTS["Cl^-"], "SO4^2-": BARIUM_SALTS["SO4^2-"]}
    return _precipitate(ions.cation.text, read_substance(anion), colours)


def _alkali(ions: Ions, *, is_excess: bool) -> str:
    cation = ions.cation.text
    if cation == "NH4^+":
        return "gas with a sharp smell; wet red litmus paper turns blue in it" if is_excess else NOTHING
    state = solubility(salt(ions.cation, read_substance("OH^-")))
    if state in ("soluble", "slightly"):
        return CLOUDY if state == "slightly" else NOTHING
    if state == "does_not_exist":
        return OXIDE
    return _in_excess(cation) if is_excess else HYDROXIDES[cation]


def _in_excess(cation: str) -> str:
    if cation == "Cu^2+":
        return "blue precipitate that turns black on warming"
    if cation in AMPHOTERIC:
        return HYDROXIDES[cation] + " that dissolves in the excess"
    if cation == "Mg^2+":
        return HYDROXIDES[cation] + " that the excess does not dissolve"
    return HYDROXIDES[cation]


def _ammonia(ions: Ions) -> str:
    """A weak base: slightly soluble hydroxides don't fall out, ammines dissolve."""
    cation = ions.cation.text
    if cation in AMMINES:
        return AMMINES[cation]
    if cation == "NH4^+" or solubility(salt(ions.cation, read_substance("OH^-"))) in ("soluble", "slightly"):
        return NOTHING
    white = HYDROXIDES[cation].startswith("white")
    return HYDROXIDES[cation] + (" that the excess does not dissolve" if white else "")


def _carbonate(ions: Ions) -> str:
    cation = ions.cation.text
    state = solubility(salt(ions.cation, read_substance("CO3^2-")))
    if state == "soluble":
        return NOTHING
    return WITH_GAS[cation] if state == "does_not_exist" else CARBONATES.get(cation, "white precipitate")
