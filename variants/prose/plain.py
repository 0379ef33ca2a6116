"""Rendered HTML → the same as plain readable text: formulas on one line, signs of HTML gone."""

from functools import lru_cache
from html.parser import HTMLParser
from typing import Final

_TO_SUBSCRIPT: Final = str.maketrans("0123456789+−-()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
_TO_SUPERSCRIPT: Final = str.maketrans("0123456789+−-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_SUBSCRIPTS: Final = frozenset("₀₁₂₃₄₅₆₇₈₉")
_BLOCKS: Final = frozenset(
    ["p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "br", "blockquote"]
)
_RELATIONS: Final = frozenset("=<>≤≥≠≈∼→⇌±∝≪≫⇒⇔←↔")
_SIGNS: Final = frozenset("+−")
_VOID: Final = frozenset(["br", "hr", "mspace"])


@lru_cache(maxsize=4096)
def plain_text(html: str) -> str:
    """Return the readable text of HTML that this package made."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split(" ")).strip() for line in reader.text().split("\n"))
    return "\n".join(line for line in lines if line).replace("\u00a0", " ")


class _Reader(HTMLParser):
    """Keeps a stack of open elements, each with the texts of what it holds."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, list[str]]] = [("", [])]
        self._numbers: list[int] = []

    def text(self) -> str:
        """Return everything read so far."""
        return "".join(self._open[0][1])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.handle_startendtag(tag, attrs)
        else:
            self._open.append((tag, []))
        if tag == "ol":
            start = dict(attrs).get("start") or "1"
            self._numbers.append(int(start) if start.isdecimal() else 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add({"br": "\n", "mspace": " "}.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if len(self._open) > 1 and self._open[-1][0] == tag:
            _, parts = self._open.pop()
            self._add(f"\n{self._mark()} {''.join(parts).strip()}\n" if tag == "li" else _joined(tag, parts))
            if tag == "ol":
                self._numbers.pop()

    def handle_data(self, data: str) -> None:
        self._add(_spaced(data) if self._open[-1][0] == "mo" else data.replace("\n", " "))

    def _mark(self) -> str:
        """Return what an item of the innermost list begins with."""
        lists = [tag for tag, _ in self._open if tag in ("ol", "ul")]
        if lists[-1:] != ["ol"]:
            return "•"
        self._numbers[-1] += 1
        return f"{self._numbers[-1] - 1}."

    def _add(self, text: str) -> None:
        self._open[-1][1].append(text)


def _spaced(sign: str) -> str:
    return f" {sign} " if sign in _RELATIONS else sign


def _joined(tag: str, parts: list[str]) -> str:
    match tag, parts:
        case "mfrac", [above, below]:
            return f"{_grouped(above)}/{_grouped(below)}"
        case "msub" | "munder", [base, index]:
            return base + _script(index, _TO_SUBSCRIPT, "_")
        case "msup" | "mover", [base, power]:
            return base + _script(power, _TO_SUPERSCRIPT, "^")
        case "msubsup" | "munderover", [base, index, power]:
            return base + _script(index, _TO_SUBSCRIPT, "_") + _script(power, _TO_SUPERSCRIPT, "^")
        case "mroot", [inner, degree]:
            return f"{_script(degree, _TO_SUPERSCRIPT, '')}√{_grouped(inner)}"
        case "msqrt", _:
            return "√" + _grouped("".join(parts))
        case "mrow" | "math", _:
            return _with_spaced_signs(parts)
    return _block(tag, "".join(parts))


def _block(tag: str, text: str) -> str:
    if tag in ("td", "th"):
        return text + " "
    return f"\n{text}\n" if tag in _BLOCKS else text


def _with_spaced_signs(parts: list[str]) -> str:
    """Put spaces around a plus or minus that stands between two values."""
    kept = [part for part in parts if part]
    return "".join(
        f" {part} "
        if part in _SIGNS and 0 < place < len(kept) - 1 and kept[place - 1][-1] not in " ([|"
        else part
        for place, part in enumerate(kept)
    )


def _grouped(text: str) -> str:
    """Put brackets around all but a number and a lone letter with its index."""
    lone = text.isdigit() or (text[:1].isalpha() and all(mark in _SUBSCRIPTS for mark in text[1:]))
    return text if lone else f"({text.strip()})"


def _script(text: str, digits: dict[int, int], mark: str) -> str:
    bare = text.replace(" ", "")
    if bare == "∘":
        return "°"
    if bare and bare in "′″‴":
        return bare
    if all(ord(character) in digits for character in bare):
        return bare.translate(digits)
    return mark + (bare if bare.isalnum() else f"({text.strip()})")
