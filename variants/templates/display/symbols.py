"""The school symbols of figures, each drawn around its own middle, y downwards as SVG has it, 40 to a unit.

`ground` shapes hide the wire behind a symbol; everything else is drawn with the ink of the figure.
"""

from collections.abc import Mapping
from typing import Final

_BOX = '<rect class="ground" x="-26" y="-10" width="52" height="20" fill="Canvas" />'
_RING = '<circle class="ground" r="16" fill="Canvas" />'
_LENS_UP = '<path d="M0 -80V80M-9 -68L0 -80L9 -68M-9 68L0 80L9 68" />'
_LENS_IN = '<path d="M0 -80V80M-9 -92L0 -80L9 -92M-9 92L0 80L9 92" />'
_SPRING = '<path d="M-40 0H-32L-28 -10L-20 10L-12 -10L-4 10L4 -10L12 10L20 -10L28 10L32 0H40" />'


def _gap(width: int, height: int) -> str:
    return (
        f'<rect class="ground" x="{-width / 2:g}" y="{-height / 2:g}" width="{width}" height="{height}"'
        ' fill="Canvas" stroke="none" />'
    )


def _letter(letter: str) -> str:
    return f'<text class="ink" y="1" fill="currentColor" stroke="none">{letter}</text>'


SYMBOLS: Final[Mapping[str, str]] = {
    "source": _gap(8, 34) + '<path d="M-4 -16V16" /><path d="M4 -8V8" stroke-width="4" />',
    "resistor": _BOX,
    "lamp": _RING + '<path d="M-11.3 -11.3L11.3 11.3M-11.3 11.3L11.3 -11.3" />',
    "switch": _gap(32, 8)
    + '<path d="M-16 0L12 -16" /><circle class="ink" cx="-16" r="2.5" fill="currentColor" />'
    + '<circle class="ink" cx="16" r="2.5" fill="currentColor" />',
    "capacitor": _gap(10, 34) + '<path d="M-5 -16V16M5 -16V16" />',
    "ammeter": _RING + _letter("A"),
    "voltmeter": _RING + _letter("V"),
    "converging-lens": _LENS_UP,
    "diverging-lens": _LENS_IN,
    "field-in": '<circle r="12" /><path d="M-8.5 -8.5L8.5 8.5M-8.5 8.5L8.5 -8.5" />',
    "field-out": '<circle r="12" /><circle class="ink" r="3" fill="currentColor" />',
    "spring": _gap(80, 8) + _SPRING,
    "block": '<rect class="ground" x="-24" y="-16" width="48" height="32" fill="Canvas" />',
}
SIZES: Final[Mapping[str, int]] = {"converging-lens": 92, "diverging-lens": 100}
"""How far above its middle a symbol's label stands, where that is not the usual distance."""
USUAL_SIZE: Final = 28
