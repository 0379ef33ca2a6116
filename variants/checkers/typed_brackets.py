"""Mend brackets that the grammar reads otherwise: `R \\ {2}`, `{x : x > 3}`, `<1,2>`, `[1 2; 3 4]`."""

import re
from typing import Final

_REALS: Final = re.compile(r"(?<![\w\\])(?:R|\\mathbb\s*\{?\s*R\s*\}?)(?![\w_])")
_WITHOUT: Final = re.compile(r"(?<=[ℝ)\]}])\s*(?:∖|\\setminus|\\)\s*(?=[{(\[])")
_SUCH_THAT: Final = re.compile(r"(\{\s*\w{1,3}\s*):(?!=)")
_ANGLES: Final = re.compile(r"\s*<(.*)>\s*", re.DOTALL)
_GAP: Final = re.compile(r"(?<=[\w.)])\s+(?=[-+−]?[\w.(])")
_MIXED: Final = re.compile(r"\d\s+\d+/\d")


def mended_set(typed: str, names: frozenset[str]) -> str:
    """Return the text of a set of numbers with ℝ for a letter R that stands alone, and plainer signs."""
    text = typed if "R" in names else _REALS.sub("ℝ", typed)
    return _SUCH_THAT.sub(r"\1|", _WITHOUT.sub(lambda _: "\\", text))


def mended_list(typed: str) -> str:
    """Return the text of a list, vector or matrix with commas in place of gaps between bare numbers."""
    angles = _ANGLES.fullmatch(typed)
    if angles:
        return f"⟨{angles[1]}⟩"
    bare = typed.strip()
    if not (bare.startswith("[") and bare.endswith("]")) or "," in bare or _MIXED.search(bare):
        return typed
    return _GAP.sub(", ", typed)
