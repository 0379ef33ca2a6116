r"""Reactions and formulas written in `\ce{…}` → MathML, in the part of mhchem's notation that schools use.

Understood: coefficients, indices, charges (`SO4^2-`, `Fe^{3+}`, `e^-`), brackets, hydrates (`*` or `.`),
states of matter, isotopes (`^{14}_{6}C`), arrows (`->`, `<-`, `<=>`, `->[t]`), `v` for a precipitate and `^`
for a gas.
"""

import re
from collections.abc import Iterator
from html import escape
from typing import Final

ARROWS: Final = {"->": "→", "<-": "←", "<->": "↔", "<=>": "⇌", "=": "="}
_WORD = re.compile(
    r"(?P<arrow><=>|<->|->|<-|=)(?:\[(?P<over>[^\]]*)\])?(?:\[(?P<under>[^\]]*)\])?"
    r"|(?P<plus>[+−-])(?=\s|$)"
    r"|(?P<sign>[v^↓↑])(?=\s|$)"
    r"|(?P<species>\S+)"
)
_PART = re.compile(
    r"(?P<charge>\^(?:\{[^{}]*\}|\d*[+\-−]|\d+))"
    r"|(?P<index>_(?:\{[^{}]*\}|\d+|[a-z])|(?<=[A-Za-z)\]])\d+)"
    r"|(?P<state>\((?:s|l|g|aq|т|ж|г|р-р)\))"
    r"|(?P<atom>[A-Z][a-z]?|e(?=\^))"
    r"|(?P<dot>[*·.])"
    r"|(?P<number>\d+(?:/\d+)?)"
    r"|(?P<bracket>[()\[\]])"
    r"|(?P<letter>[a-zA-Zα-ω])"
)


class UnreadableChemistry(ValueError):
    """A part of a `\\ce{…}` that is no formula and no reaction; `position` counts from 0."""

    def __init__(self, position: int) -> None:
        self.position = position
        super().__init__(f"at {position}")


def chemistry_to_mathml(source: str) -> str:
    """Return one `<mrow>` for what stands inside `\\ce{…}`. Raises UnreadableChemistry."""
    return "<mrow>" + "".join(_words(source)) + "</mrow>"


def _words(source: str) -> Iterator[str]:
    for found in _WORD.finditer(source):
        if found["arrow"]:
            yield _arrow(found["arrow"], found["over"], found["under"])
        elif found["plus"]:
            yield f"<mo>{found['plus'].replace('-', '−')}</mo>"
        elif found["sign"]:
            yield f"<mo>{'↓' if found['sign'] in 'v↓' else '↑'}</mo>"
        else:
            yield from _species(found["species"], found.start())


def _arrow(arrow: str, over: str | None, under: str | None) -> str:
    sign = f'<mo stretchy="true">{ARROWS[arrow]}</mo>'
    above, below = (f"<mtext>{escape(words or '')}</mtext>" for words in (over, under))
    if over and under:
        return f"<munderover>{sign}{below}{above}</munderover>"
    if over:
        return f"<mover>{sign}{above}</mover>"
    return f"<munder>{sign}{below}</munder>" if under else sign


def _species(word: str, start: int) -> Iterator[str]:
    parts: list[tuple[str, str, str]] = []
    place = 0
    while place < len(word):
        found = _PART.match(word, place)
        if found is None:
            raise UnreadableChemistry(start + place)
        kind, text = str(found.lastgroup), found[0]
        place = found.end()
        if kind in ("charge", "index"):
            _attach(parts, kind, text.removeprefix("^").removeprefix("_").strip("{}"))
        else:
            parts.append((_core(kind, text), "", ""))
    return (_with_scripts(*part) for part in parts)


def _attach(parts: list[tuple[str, str, str]], kind: str, text: str) -> None:
    """Put an index or a charge on the last part; with nothing before it (an isotope) on an empty one."""
    free = parts and not (parts[-1][1] if kind == "index" else parts[-1][2])
    core, index, charge = parts.pop() if free else ("<mrow></mrow>", "", "")
    parts.append((core, text, charge) if kind == "index" else (core, index, text))


def _core(kind: str, text: str) -> str:
    if kind in ("atom", "letter"):
        return f'<mi mathvariant="normal">{text}</mi>'
    if kind == "number":
        top, _, bottom = text.partition("/")
        return f"<mfrac><mn>{top}</mn><mn>{bottom}</mn></mfrac>" if bottom else f"<mn>{text}</mn>"
    if kind == "state":
        return f"<mtext>{text}</mtext>"
    return "<mo>·</mo>" if kind == "dot" else f'<mo stretchy="false">{text}</mo>'


def _with_scripts(core: str, index: str, charge: str) -> str:
    below, above = (f"<mtext>{escape(text.replace('-', '−'))}</mtext>" for text in (index, charge))
    if index and charge:
        return f"<msubsup>{core}{below}{above}</msubsup>"
    if index:
        return f"<msub>{core}{below}</msub>"
    return f"<msup>{core}{above}</msup>" if charge else core
