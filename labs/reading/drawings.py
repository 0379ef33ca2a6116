"""Safe SVG by whitelist: shapes, gradients, texts; no scripts, styles, pictures or addresses elsewhere."""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Final
from xml.parsers import expat

from labs.reading.drawing_links import DrawnTooOften, Links
from variants.templates.located_problems import Problems
from variants.texts import Language, Text

LARGEST: Final = 200_000
MOST_ELEMENTS: Final = 3_000
SVG: Final = "http://www.w3.org/2000/svg"
ELEMENTS: Final = frozenset(
    (
        *("svg", "g", "defs", "symbol", "use", "title", "desc", "clipPath", "mask", "pattern", "marker"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"),
        *("linearGradient", "radialGradient", "stop"),
    )
)
ATTRIBUTES: Final = frozenset(
    (
        *("id", "class", "lang", "viewBox", "preserveAspectRatio", "transform", "href", "d", "points"),
        *("x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "fx", "fy"),
        *("width", "height", "pathLength", "rotate", "textLength", "lengthAdjust"),
        *("fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity"),
        *("stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray"),
        *("stroke-dashoffset", "opacity", "color", "visibility", "display", "vector-effect"),
        *("clip-path", "clip-rule", "mask", "marker-start", "marker-mid", "marker-end", "paint-order"),
        *("font-size", "font-weight", "font-style", "font-family", "text-anchor", "letter-spacing"),
        *("dominant-baseline", "baseline-shift", "offset", "stop-color", "stop-opacity"),
        *("gradientUnits", "gradientTransform", "spreadMethod", "clipPathUnits", "maskUnits"),
        *("maskContentUnits", "patternUnits", "patternContentUnits", "patternTransform"),
        *("markerWidth", "markerHeight", "markerUnits", "refX", "refY", "orient", "aria-hidden"),
    )
)
_OURS: Final = "scene-"
"""Ids of a drawing begin so on the page, where others have ids too; those of terminals stay."""
_ID: Final = re.compile(r"[A-Za-z][\w-]{0,59}")
_LOCAL: Final = re.compile(r"#[A-Za-z][\w-]{0,59}")
_LOCAL_URL: Final = re.compile(r"url\(#[A-Za-z][\w-]{0,59}\)")
_UNSAFE: Final = re.compile(r"url\s*\(|javascript|expression|@import|\\|:\s*//|data:", re.IGNORECASE)
_VIEW_BOX: Final = re.compile(r"\s*(?:-?[\d.]{1,8}[\s,]+){2}[\d.]{1,8}[\s,]+[\d.]{1,8}\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Safe SVG, and the ids of its parts."""

    svg: str
    parts: frozenset[str]


class _Unfit(Exception):
    """The drawing can't be read on."""


def read_drawing(content: bytes, problems: Problems) -> Drawing:
    """Read a drawing; what may not stand in it is noted with its line."""
    if len(content) > LARGEST:
        problems.add(
            (1, 1),
            Text(en=f"the drawing is larger than {LARGEST} bytes", ru=f"рисунок больше {LARGEST} байт"),
        )
        return Drawing(svg="", parts=frozenset())
    writer = _Writer(problems)
    try:
        writer.parser.Parse(content, True)  # noqa: FBT003 - the parser's own signature
    except expat.ExpatError as error:
        problems.add(
            (error.lineno, error.offset + 1),
            Text(en=f"the XML can't be read here: {error}", ru="XML здесь не читается"),
        )
    except _Unfit:
        return Drawing(svg="", parts=frozenset())
    writer.check_links()
    return Drawing(svg="".join(writer.written), parts=frozenset(writer.ids))


class _Writer:
    """Writes again what may stand in a drawing, and notes everything else."""

    def __init__(self, problems: Problems) -> None:
        self.written: list[str] = []
        self.ids: set[str] = set()
        self._links: list[tuple[str, tuple[int, int]]] = []
        self._uses = Links()
        self._problems = problems
        self._count = 0
        self._depth = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._doctype

    def check_links(self) -> None:
        """Note links to parts that the drawing lacks, and parts that are used without end."""
        for link, place in self._links:
            if link not in self.ids:
                self._problems.add(
                    place,
                    Text(en=f"the drawing has no part `{link}`", ru=f"на рисунке нет части `{link}`"),
                )
        try:
            self._uses.weigh()
        except DrawnTooOften:
            self._problems.add(
                self._links[0][1],
                Text(
                    en="parts of the drawing use each other in a circle, or too many times",
                    ru="части рисунка ссылаются друг на друга по кругу или слишком много раз",
                ),
            )

    def _place(self) -> tuple[int, int]:
        return self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1

    def _doctype(self, *_: object) -> None:
        self._problems.add(
            self._place(),
            Text(en="a drawing has no DOCTYPE and no entities", ru="в рисунке не бывает DOCTYPE и сущностей"),
        )
        raise _Unfit

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        self._depth += 1
        space, _, local = name.rpartition(" ")
        if self._count > MOST_ELEMENTS or self._depth > 40:
            self._problems.add(
                self._place(),
                Text(en="the drawing has too many elements", ru="в рисунке слишком много частей"),
            )
            raise _Unfit
        if space != SVG or local not in ELEMENTS or (local == "svg") != (self._depth == 1):
            self._problems.add(
                self._place(),
                Text(
                    en=f"`{local}` may not stand here in a drawing", ru=f"`{local}` в рисунке здесь не бывает"
                ),
            )
        if self._depth == 1:
            attributes = self._root(attributes)
        self._uses.begin(attributes.get("id", ""))
        kept = "".join(
            f' {attribute}="{escape(_on_page(attribute, value))}"'
            for attribute, value in attributes.items()
            if self._is_safe(attribute, value)
        )
        self.written.append(f'<{local} xmlns="{SVG}"{kept}>' if self._depth == 1 else f"<{local}{kept}>")

    def _root(self, attributes: dict[str, str]) -> dict[str, str]:
        """The page says how large a drawing is: it needs its view box alone."""
        if not _VIEW_BOX.fullmatch(attributes.get("viewBox", "")):
            self._problems.add(
                self._place(),
                Text(en='say viewBox="0 0 width height"', ru='укажите viewBox="0 0 ширина высота"'),
            )
        return {
            name: value for name, value in attributes.items() if name not in ("width", "height", "version")
        }

    def _is_safe(self, name: str, value: str) -> bool:
        if name not in ATTRIBUTES:
            self._refuse(name)
            return False
        if name == "id":
            return self._is_new_id(value)
        if name == "class" and not _ID.fullmatch(value):
            self._refuse(f'class="{value[:40]}"')
            return False
        linked = _LOCAL.fullmatch(value) if name == "href" else _LOCAL_URL.fullmatch(value.strip())
        if linked is not None:
            part = value.strip().removeprefix("url(").removesuffix(")")[1:]
            self._links.append((part, self._place()))
            self._uses.link(part)
            return True
        if name == "href" or _UNSAFE.search(value) or (name == "lang" and value not in ("en", "ru")):
            self._refuse(f'{name}="{value[:40]}"')
            return False
        return True

    def _is_new_id(self, value: str) -> bool:
        if not _ID.fullmatch(value) or value in self.ids:
            self._problems.add(
                self._place(),
                Text(en=f"`{value}` is no id, or used twice", ru=f"`{value}` — не id или встречается дважды"),
            )
            return False
        self.ids.add(value)
        return True

    def _refuse(self, what: str) -> None:
        self._problems.add(
            self._place(),
            Text(en=f"`{what}` may not stand in a drawing", ru=f"`{what}` в рисунке не бывает"),
        )

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._uses.end()
        self.written.append(f"</{name.rpartition(' ')[2]}>")

    def _text(self, text: str) -> None:
        self.written.append(escape(text, quote=False))


def _on_page(name: str, value: str) -> str:
    """Return the value of a safe attribute with ids as the page has them."""
    if name == "id":
        return part_on_page(value)
    if name == "href":
        return "#" + part_on_page(value[1:])
    linked = _LOCAL_URL.fullmatch(value.strip())
    return value if linked is None else f"url(#{part_on_page(value.strip()[5:-1])})"


def part_on_page(part: str) -> str:
    """Return the id that a part of the drawing has on the page."""
    return part if part.startswith("terminal-") else _OURS + part


@lru_cache(maxsize=256)
def drawing_in_language(svg: str, language: Language) -> str:
    """Return a safe drawing without the parts that are marked (`lang`) with another language."""
    kept: list[str] = []
    left_out = 0
    for tag in re.split(r"(<[^>]*>)", svg):
        if left_out:
            left_out += (tag.startswith("<") and not tag.startswith("</")) - tag.startswith("</")
            continue
        found = re.search(r'\slang="(en|ru)"', tag) if tag.startswith("<") else None
        if found is not None and found[1] != language:
            left_out = 1
            continue
        kept.append(tag)
    return "".join(kept)
