"""Mend brackets that the grammar reads otherwise: `R \\ {2}`, `{x : x > 3}`, `<1,2>`, `[1 2; 3 4]`."""

import re
from typing import Final

_REALS: Final = re.compile(r"(?<![\w\\])(?:R|\\mathbb\s*\{?\s*R\s*\}?)(?![\w_])")
_WITHOUT: Final = re.compile(r"(?<=[ℝ)\]}])\s*(?:∖|\\setminus|\\)\s*(?=[{(\[])")
_SUCH_THAT: Final = re.compile(r"(\{\s*\w{1,3}\s*)(?::(?!=)|(?:∈|\\in\b)\s*ℝ\s*[|:](?!=))")
_ANGLES: Final = re.compile(r"\s*<(.*)>\s*", re.DOTALL)
_GAP: Final = re.compile(r"(?<=[\w.)])\s+(?=[-+−]?[\w.(])")
_INFINITY: Final = re.compile(r"(?:(плюс|минус)\s+)?бесконечност[а-я]{1,3}", re.IGNORECASE)
_SIGNS: Final = {"": "", "плюс": "+", "минус": "−"}
_NAME: Final = re.compile(r"\s*[A-Za-z]{1,2}\s*(?=[({][^(){}]*;[^(){}]*[)}]\s*\Z)")
_FACTOR: Final = re.compile(
    r"\s*([^=;,\[\]{}<>⟨\\]*[^=;,\[\]{}<>⟨\\·*\s(])\s*[·*]?\s*(\((?:[^()]|\([^()]*\))*;(?:[^()]|\([^()]*\))*\))\s*"
)
_BARE_NUMBERS: Final = re.compile(r"\([-+−\d.\s]+(?:;[-+−\d.\s]+)*\)")
_OR: Final = re.compile(r"(?<=\S)\s+\|\|\s+(?=\S)")
_NAMED: Final = re.compile(r"(?<![A-Za-z])([oc]{2})\(([^()]*,[^()]*)\)")
_UNION: Final = re.compile(r"\s*%?union\((.*)\)\s*", re.DOTALL)
_BETWEEN: Final = re.compile(r"(?<=[)\]}])\s*,\s*(?=[(\[{])")
_IN_WORDS: Final = (
    (re.compile(r"больше\s+или\s+равно|не\s+меньше|greater\s+than\s+or\s+equal\s+to", re.IGNORECASE), "≥"),
    (re.compile(r"меньше\s+или\s+равно|не\s+больше|less\s+than\s+or\s+equal\s+to", re.IGNORECASE), "≤"),
    (re.compile(r"не\s+равно|=/=|not\s+equal\s+to", re.IGNORECASE), "≠"),
    (re.compile(r"не\s+принадлежит|\bnot\s+in\b", re.IGNORECASE), "∉"),
    (re.compile(r"больше|greater\s+than", re.IGNORECASE), ">"),
    (re.compile(r"меньше|less\s+than", re.IGNORECASE), "<"),
)
_WORDY: Final = re.compile(r"больш|меньш|равно|принадл|=/=|than|not", re.IGNORECASE)
_EXCEPT: Final = re.compile(
    r"\s*(?:\w\s*[-–—:]?\s*)?(?:люб(?:ое|ые)|все|any|all)(?:\s+(?:число|числа|numbers?))?\s*,?"
    r"\s*(?:кроме|except)\s+([^{}]{1,40})",
    re.IGNORECASE,
)
_LONGEST_FACTORED: Final = 200
_WIDE_GAP: Final = re.compile(r"\s{9,}")
_MOST_NAMED: Final = 50
_WORDS: Final = {"all": "ℝ", "true": "ℝ", "all x": "ℝ", "any x": "ℝ", "reals": "ℝ", "false": "∅"}
_NO_ITEMS: Final = re.compile(r"[\[(]\s*[\])]")
_MIXED: Final = re.compile(r"\d\s+\d+/\d")


def mended_set(typed: str, names: frozenset[str]) -> str:
    """Return the text of a set of numbers with ℝ for a letter R that stands alone, and plainer signs."""
    text = _WIDE_GAP.sub(" ", typed)  # Patterns with gaps take long for hundreds of spaces.
    text = _INFINITY.sub(lambda found: f"{_SIGNS[(found[1] or '').lower()]}∞", text)
    text = _without_words(text)
    text = text if "R" in names else _REALS.sub("ℝ", text)
    text = _WORDS.get(text.strip().lower(), _OR.sub(" or ", _as_intervals(text)))
    return _SUCH_THAT.sub(r"\1|", _WITHOUT.sub(lambda _: "\\", text))


def _without_words(text: str) -> str:
    """Return the text with signs for `не меньше` and the like, and `любое, кроме 2` as ℝ without 2."""
    excepted = _EXCEPT.fullmatch(text)
    if excepted:
        return f"ℝ\\{{{excepted[1].strip(' .')}}}"
    if _WORDY.search(text):
        for words, sign in _IN_WORDS:
            text = words.sub(sign, text)
    return text


def _as_intervals(text: str) -> str:
    """Return the text with intervals for `oc(0, 2)`, ends open or closed by their letters, and `union`."""
    for _ in range(_MOST_NAMED):
        found = _NAMED.search(text)
        if found is None:
            break
        opening = "(" if found[1][0] == "o" else "["
        closing = ")" if found[1][1] == "o" else "]"
        text = f"{text[: found.start()]}{opening}{found[2]}{closing}{text[found.end() :]}"
    union = _UNION.fullmatch(text)
    return _BETWEEN.sub(" ∪ ", union[1]) if union else text


def without_name(typed: str, letters: frozenset[str]) -> str:
    """Return the components of a vector that was typed with its name before them: `a(3; 4)`.

    Letters of the task are no name: v(cos α; sin α) is a product.
    """
    found = _NAME.match(typed)
    return typed[found.end() :] if found and found[0].strip() not in letters else typed


def factor_before(typed: object) -> tuple[str, object]:
    """Return the formula that stands before the brackets of a vector, and the vector: `m·g(0; −1)`."""
    if not isinstance(typed, str) or len(typed) > _LONGEST_FACTORED:
        return "", typed
    found = _FACTOR.fullmatch(typed.strip())
    return (found[1], found[2]) if found else ("", typed)


def mended_list(typed: str) -> str:
    """Return the text of a list, vector or matrix with commas in place of gaps between bare numbers."""
    angles = _ANGLES.fullmatch(typed)
    if angles:
        return f"⟨{angles[1]}⟩"
    bare = typed.strip()
    if _NO_ITEMS.fullmatch(bare):
        return "∅"
    squared = (bare.startswith("[") and bare.endswith("]")) or _BARE_NUMBERS.fullmatch(bare)
    if not squared or "," in bare or _MIXED.search(bare):
        return typed
    return _GAP.sub(", ", typed)
