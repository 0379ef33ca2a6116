"""A formula in MathML as one line of text: its author's own words or TeX where there are any."""

from typing import Final

from lxml import etree

TEX: Final = frozenset({"application/x-tex", "application/x-latex", "text/x-tex", "latex", "tex"})
_BETWEEN: Final = {"mfrac": "/", "msub": "_", "msup": "^", "munder": "_", "mover": "^", "mroot": " root "}
_SINGLE: Final = frozenset({"mi", "mn", "mo", "mtext", "ms"})


def formula_words(formula: etree._Element) -> str:
    """Return the alternative text, else the TeX, else the formula written in a line, such as `a^(2+b)`."""
    said = formula.get("alttext", "").strip()
    if said:
        return " ".join(said.split())
    for annotation in formula.iter("annotation"):
        if annotation.get("encoding", "").strip().lower() in TEX and (annotation.text or "").strip():
            return " ".join((annotation.text or "").split())
    return " ".join(_line(formula).split())


def _line(element: etree._Element) -> str:
    tag = element.tag
    if tag in _SINGLE:
        return " ".join("".join(element.itertext()).split())
    parts = [_line(child) for child in element if child.tag not in ("annotation", "mspace", "none")]
    if tag in _BETWEEN and len(parts) == 2:
        return _BETWEEN[tag].join(_bracketed(part) for part in parts)
    if tag in ("msubsup", "munderover") and len(parts) == 3:
        below, above = (_bracketed(part) for part in parts[1:])
        return f"{_bracketed(parts[0])}_{below}^{above}"
    if tag == "msqrt":
        return "√" + _bracketed("".join(parts))
    if tag == "mfenced":
        return f"{element.get('open', '(')}{', '.join(parts)}{element.get('close', ')')}"
    if tag in ("mtr", "mtable"):
        return "; ".join(parts) if tag == "mtable" else ", ".join(parts)
    return "".join(parts) if parts else element.text or ""


def _bracketed(part: str) -> str:
    return part if len(part) <= 1 or part.isalnum() or part.startswith("√") else f"({part})"
