"""What may stand in cleaned HTML: elements of HTML, SVG and MathML, and their attributes; all else goes.

HTML elements by the HTML standard without scripts, forms and frames; SVG 1.1 shapes, text, gradients and
clipping without animation, scripts and foreign objects; MathML Core with the presentation of MathML 3.
"""

from typing import Final

HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS: Final = frozenset(
    (
        *HEADINGS,
        *("p", "div", "section", "article", "aside", "nav", "header", "footer", "main", "hgroup", "address"),
        *("ul", "ol", "dl", "menu", "li", "dt", "dd", "blockquote", "pre", "figure", "figcaption", "details"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "summary", "center", "hr"),
    )
)
INLINE: Final = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em"),
        *(
            "i",
            "img",
            "ins",
            "kbd",
            "mark",
            "q",
            "rb",
            "rbc",
            "rp",
            "rt",
            "rtc",
            "ruby",
            "s",
            "samp",
            "small",
        ),
        *("span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "font", "map", "area"),
        *("audio", "video", "source", "track", "picture", "col", "colgroup"),
    )
)
SVG: Final = frozenset(
    (
        *("svg", "g", "defs", "symbol", "use", "path", "rect", "circle", "ellipse", "line", "polyline"),
        *("polygon", "text", "tspan", "textPath", "title", "desc", "image", "marker", "mask", "pattern"),
        *("clipPath", "linearGradient", "radialGradient", "stop", "switch"),
    )
)
MATHML: Final = frozenset(
    (
        *("math", "semantics", "annotation", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "mfrac"),
        *("msqrt", "mroot", "mstyle", "merror", "mpadded", "mphantom", "mfenced", "menclose", "msub", "msup"),
        *("msubsup", "munder", "mover", "munderover", "mmultiscripts", "mprescripts", "none", "mtable"),
        *("mlabeledtr", "mtr", "mtd", "maligngroup", "malignmark", "maction", "mlongdiv", "mstack"),
        *("msrow", "mscarries", "mscarry", "msgroup", "msline"),
    )
)
TAGS: Final = frozenset(BLOCKS | INLINE | SVG | MATHML)

DROPPED: Final = (
    *("script", "style", "template", "iframe", "frame", "frameset", "embed", "applet", "canvas", "input"),
    *("select", "textarea", "datalist", "base", "link", "meta", "foreignObject", "annotation-xml", "animate"),
    *("animateTransform", "animateMotion", "set", "param", "dialog", "portal", "noembed", "noframes", "xmp"),
)
"""Elements that go with all that is in them."""

SCRIPTED: Final = ("script", "canvas", "input", "select", "textarea", "form", "button", "iframe", "dialog")
"""Elements that tell of a document that needs scripts to be what it is."""

OF_ALL: Final = frozenset(
    (
        *("id", "class", "lang", "dir", "title", "role", "hidden", "data-type", "data-notebook", "data-lab"),
        *("data-model", "translate"),
    )
)
OF_CELL: Final = frozenset(("colspan", "rowspan", "scope", "headers", "abbr", "align", "valign"))
OF_SOUND: Final = frozenset(("src", "controls", "loop", "muted", "preload"))
OF_SVG: Final = frozenset(
    (
        *("x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "d", "points", "width"),
        *("height", "dx", "dy", "rotate", "viewBox", "preserveAspectRatio", "transform", "href", "offset"),
        *("fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"),
        *("stroke-dasharray", "stroke-dashoffset", "stroke-opacity", "stroke-miterlimit", "opacity", "color"),
        *("clip-path", "clip-rule", "clipPathUnits", "mask", "maskUnits", "maskContentUnits", "marker-start"),
        *("marker-mid", "marker-end", "markerWidth", "markerHeight", "markerUnits", "orient", "refX", "refY"),
        *("font-family", "font-size", "font-style", "font-weight", "text-anchor", "dominant-baseline"),
        *("letter-spacing", "word-spacing", "textLength", "lengthAdjust", "startOffset", "gradientUnits"),
        *("gradientTransform", "spreadMethod", "stop-color", "stop-opacity", "patternUnits", "visibility"),
        *("patternContentUnits", "patternTransform", "display", "vector-effect", "text-decoration"),
    )
)
OF_MATHML: Final = frozenset(
    (
        *("display", "displaystyle", "scriptlevel", "mathvariant", "mathsize", "mathcolor", "dir", "alttext"),
        *("mathbackground", "form", "fence", "separator", "lspace", "rspace", "stretchy", "symmetric"),
        *(
            "maxsize",
            "minsize",
            "largeop",
            "movablelimits",
            "accent",
            "accentunder",
            "linethickness",
            "width",
        ),
        *("height", "depth", "voffset", "columnalign", "rowalign", "columnspacing", "rowspacing", "frame"),
        *(
            "columnlines",
            "rowlines",
            "equalrows",
            "equalcolumns",
            "columnspan",
            "rowspan",
            "notation",
            "open",
        ),
        *("close", "separators", "encoding", "intent", "arg", "bevelled", "numalign", "denomalign", "align"),
        *("side", "minlabelspacing", "columnwidth", "framespacing", "groupalign", "linebreak", "indentalign"),
    )
)
ATTRIBUTES: Final = {
    "*": OF_ALL,
    "a": frozenset(("href", "rel", "hreflang", "type")),
    "area": frozenset(("href", "alt", "coords", "shape")),
    "map": frozenset(("name",)),
    "img": frozenset(("src", "alt", "width", "height", "usemap", "loading", "srcset")),
    "audio": OF_SOUND,
    "video": OF_SOUND | {"poster", "width", "height"},
    "source": frozenset(("src", "type", "media")),
    "track": frozenset(("src", "kind", "srclang", "label", "default")),
    "td": OF_CELL,
    "th": OF_CELL,
    "col": frozenset(("span", "align")),
    "colgroup": frozenset(("span", "align")),
    "ol": frozenset(("start", "reversed", "type")),
    "li": frozenset(("value",)),
    "time": frozenset(("datetime",)),
    "data": frozenset(("value",)),
    "details": frozenset(("open",)),
    "bdo": frozenset(("dir",)),
    "table": frozenset(("border",)),
    **{tag: OF_SVG for tag in SVG},
    **{tag: OF_MATHML for tag in MATHML},
}
