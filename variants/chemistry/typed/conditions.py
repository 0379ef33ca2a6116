"""What stands over an arrow: heat, pressure, a catalyst, light, current, or a formula; a short word for each.

The words are the same in both languages: `t`, `p`, `cat`, `hv`, `current`; a formula stands for itself.
"""

import re
from typing import Final

_SPELLINGS: Final = {
    "t": r"[tтTТ] ?(?:°|º|⁰|˚|0|\^ ?\{?(?:[o0о]|\\circ)\}?)? ?[CСcс]?|to|Δ|∆|\\Delta|нагрев(?:ание)?|heat"
    r"|\d{2,4} ?[°º] ?[CС]?",
    "p": r"[pPрР]|давление|pressure",
    "cat": r"[kcк][aа][tт]\.?|катализатор|catalyst",
    "hv": r"h ?(?:[νvυ]|\\nu)|свет|light|UV|УФ",
    "current": r"эл\.? ?ток|электр\.? ?ток|ток|электролиз|electrolysis|current",
}
CONDITION: Final = "(?:" + "|".join(_SPELLINGS.values()) + ")"
"""The pattern of one condition that is no formula."""
_SPELLING: Final = re.compile("|".join(f"(?P<{word}>{spelled})" for word, spelled in _SPELLINGS.items()))
_FORMULA: Final = re.compile(r"(?:[A-Z][a-z]?\d*|\([A-Z][A-Za-z0-9]*\)\d*)+\+?")
_AROUND: Final = re.compile(r"[\\](?:text|mathrm)|[{}$]|(?<=[A-Za-z\d]) ?\([^()]*\)|[\u200b\ufeff]")
_BETWEEN: Final = re.compile(r"\s*[,;]\s*|\s*\+\s*(?=[^\s,;])|\s+")
_SUBSCRIPTS: Final = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_LOOK_ALIKES: Final = str.maketrans("АВСЕНКМОРТХ", "ABCEHKMOPTX")
MOST: Final = 8


def conditions_in(typed: str) -> tuple[str, ...]:
    """Return the conditions named over or under an arrow, each once, sorted; other words are left out."""
    said = _AROUND.sub("", typed.strip()).replace("_", "")
    whole = _word(said.strip())
    found = {whole} if whole else {_word(part) for part in _BETWEEN.split(said)[:MOST]}
    return tuple(sorted(word for word in found if word))


def missing_conditions(given: tuple[str, ...], demanded: tuple[str, ...]) -> tuple[str, ...]:
    """Return the demanded conditions that are not given; any formula will do for a demanded catalyst."""
    formulas = any(word not in _SPELLINGS for word in given)
    return tuple(word for word in demanded if word not in given and not (word == "cat" and formulas))


def _word(said: str) -> str:
    named = _SPELLING.fullmatch(said)
    if named is not None:
        return str(named.lastgroup)
    formula = said.translate(_SUBSCRIPTS).translate(_LOOK_ALIKES)
    return formula if _FORMULA.fullmatch(formula) else ""
