"""Kinds of values that attributes and simple elements take: numbers, names, dates, addresses, lists of words.

A kind is written in a grammar as alternatives with `|` between: `'word'` (blanks around it don't matter),
`"word"` (exactly), a name from the table below, or `words(...)`: a list, `+` at least one, `*` any number.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Final

Test = Callable[[str], bool]

NAME_START: Final = (
    r"A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F"
    r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
NAME_REST: Final = NAME_START + r"\-.0-9\u00B7\u0300-\u036F\u203F-\u2040"
BLANKS: Final = " \t\r\n"
PERCENT: Final = re.compile(r"%(?![0-9a-fA-F]{2})")
SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*\Z")
CLOCKS: Final = (
    r"\s*[0-9]+:[0-5][0-9]:[0-5][0-9](\.[0-9]+)?\s*|\s*[0-5][0-9]:[0-5][0-9](\.[0-9]+)?\s*"
    r"|\s*[0-9]+(\.[0-9]+)?(h|min|s|ms)?\s*"
)
DATE: Final = r"[0-9]{4,}-[0-9]{2}-[0-9]{2}"
CLOCK: Final = r"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,3})?)?"
SECONDS: Final = r"[0-9]+(\.[0-9]{1,3})?"
CURIE_PREFIX: Final = rf"([{NAME_START}][{NAME_REST}]*)?:"
MATH_SPACE: Final = r"(negative)?((very){0,2}thi(n|ck)|medium)mathspace"
DECIMAL: Final = r"[0-9]*([0-9]\.?|\.[0-9])[0-9]*"
NUMBER: Final = r"-?[0-9]+"
COLOURS: Final = (
    "aqua black blue fuchsia gray green lime maroon navy olive purple red silver teal white yellow"
)
ASPECTS: Final = "none|x(Min|Mid|Max)Y(Min|Mid|Max)"
MEDIA_PART: Final = r"\s*(((only|not)\s+)?all|\([^>)]+\))(\s+and\s+\([^>)]+\))*\s*"
FLOAT: Final = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|-?INF|NaN"


def is_address(text: str) -> bool:
    """Whether the text may be a reference to a resource (RFC 2396 as loosely as XML Schema has it)."""
    address = _collapsed(text)
    if PERCENT.search(address) or address.count("#") > 1:
        return False
    head = re.split(r"[/?#]", address, maxsplit=1)[0]
    if ":" not in head:
        return True
    scheme, _, rest = address.partition(":")
    return bool(SCHEME.match(scheme)) and bool(rest) and not rest.startswith("#")


def _collapsed(text: str) -> str:
    return " ".join(text.split())


def _exactly(pattern: str) -> Test:
    compiled = re.compile(pattern)
    return lambda text: compiled.fullmatch(text) is not None


def _around(pattern: str) -> Test:
    compiled = re.compile(pattern)
    return lambda text: compiled.fullmatch(_collapsed(text)) is not None


def _number_above(least: float, *, inclusive: bool) -> Test:
    is_float = _around(FLOAT)

    def test(text: str) -> bool:
        if not is_float(text):
            return False
        number = float(_collapsed(text))
        return number >= least if inclusive else number > least

    return test


def _words(test: Test, *, least: int) -> Test:
    def all_are(text: str) -> bool:
        words = text.split()
        return len(words) >= least and all(test(word) for word in words)

    return all_are


def _from_set(*words: str) -> Test:
    """A list of distinct words out of these, in any order, at least one."""

    def test(text: str) -> bool:
        given = text.split()
        return 0 < len(given) == len(set(given)) and set(given) <= set(words)

    return test


IS_MATH_LENGTH: Final = _exactly(rf"\s*(-?{DECIMAL}(e[mx]|in|cm|mm|p[xtc]|%)?|{MATH_SPACE})\s*")
SANDBOX: Final = (
    ("allow-top-navigation", "allow-same-origin", "allow-forms", "allow-scripts"),
    ("allow-top-navigation", "allow-same-origin", "allow-scripts", "allow-forms"),
)

NAMED: Final[dict[str, Test]] = {
    "any": lambda _text: True,
    "nothing": lambda text: not text.strip(),
    "NCName": _around(f"[{NAME_START}][{NAME_REST}]*"),
    "ID": _around(f"[{NAME_START}][{NAME_REST}]*"),
    "IDREF": _around(f"[{NAME_START}][{NAME_REST}]*"),
    "IDREFS": _words(_exactly(f"[{NAME_START}][{NAME_REST}]*"), least=1),
    "NMTOKEN": _around(f"[{NAME_REST}:]+"),
    "NMTOKENS": _words(_exactly(f"[{NAME_REST}:]+"), least=1),
    "anyURI": is_address,
    "language": _around(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*"),
    "integer": _around(r"[+-]?[0-9]+"),
    "nonNegativeInteger": _around(r"\+?[0-9]+|-0+"),
    "positiveInteger": _around(r"\+?0*[1-9][0-9]*"),
    "float": _around(FLOAT),
    "decimal": _around(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"),
    "float-positive": _number_above(0, inclusive=False),
    "float-non-negative": _number_above(0, inclusive=True),
    "token": _exactly(r"[^\s]+"),
    "filled": lambda text: bool(text.strip(BLANKS)),
    "blank": _exactly("[ \n\x0b\x0c\r]*"),
    "alphabet": _exactly("ipa|x-.+"),
    "frame": _exactly("|[^_].*"),
    "frame-or-keyword": _exactly("|[^_].*|(?i:_blank|_self|_parent|_top)"),
    "hash-name": _exactly("#.+"),
    "media-type": _exactly(r"[a-zA-Z0-9!#$&+\-^_]+/[a-zA-Z0-9!#$&+\-^_]+.*"),
    "icon-size": _exactly("[1-9][0-9]*x[1-9][0-9]*"),
    "colour": _exactly("#[A-Fa-f0-9]{6}"),
    "email": _exactly("[^@]+@[^@]+"),
    "emails": _exactly("([^@]+@[^@]+,)*[^@]+@[^@]+"),
    "rectangle": _around(f"{NUMBER}(,{NUMBER}){{3}}"),
    "circle": _around(f"{NUMBER},{NUMBER},[0-9]+"),
    "polygon": _around(f"{NUMBER}(,{NUMBER}){{5}}(,{NUMBER},{NUMBER})*"),
    "year": _around("[0-9]{4}"),
    "month": _around("[0-9]{4,}-[0-9]{2}"),
    "week": _around("[0-9]{4,}-W[0-9]{2}"),
    "date": _around(DATE),
    "month-day": _around("(--)?(0[0-9]|1[0-2])-(0[0-9]|[12][0-9]|3[01])"),
    "time": _around(CLOCK),
    "date-time-local": _around(f"{DATE}[T ]{CLOCK}"),
    "date-time-global": _around(f"{DATE}[T ]{CLOCK}(Z|[+-][0-9]{{2}}:?[0-9]{{2}})?"),
    "duration": _around(
        rf"P[0-9]+D|P([0-9]+D)?T([0-9]+H)?([0-9]+M)?({SECONDS}S)?|( *([0-9]+ *[WDHM]|{SECONDS} *S) *)+"
    ),
    "clock": _exactly(CLOCKS),
    "curie": _exactly(rf"{CURIE_PREFIX}[^\s]*"),
    "safe-curie": _exactly(rf"\[(([{NAME_START}][{NAME_REST}]*)?:?)[^\s]*\]"),
    "rdfa-term": _exactly(f"[{NAME_START}][/{NAME_REST}]*"),
    "rdfa-prefixes": _exactly(
        rf"\s*[{NAME_START}][{NAME_REST}]*: [^ ]+(\s+[{NAME_START}][{NAME_REST}]*: [^ ]+)*\s*"
    ),
    "one-character": _exactly(r"\s*\S\s*"),
    "math-colour": _exactly(
        rf"\s*(#[0-9a-fA-F]{{3}}([0-9a-fA-F]{{3}})?|(?i:{COLOURS.replace(' ', '|')}))\s*"
    ),
    "math-length": IS_MATH_LENGTH,
    "math-length-pair": lambda text: len(text.split()) == 2 and all(map(IS_MATH_LENGTH, text.split())),
    "math-padding": _exactly(
        rf"\s*[+\-]?{DECIMAL}\s*(%?\s*(height|depth|width)?|e[mx]|in|cm|mm|p[xtc]|{MATH_SPACE})?\s*"
    ),
    "math-groupalign": _exactly(
        r"(\s*\{\s*(left|center|right|decimalpoint)(\s+(left|center|right|decimalpoint))*\})*\s*"
    ),
    "math-align": _exactly(r"\s*(top|bottom|center|baseline|axis)(\s+-?[0-9]+)?\s*"),
    "aspect-ratio": _exactly(rf"\s*({ASPECTS})(\s+meet|\s+slice)?\s*"),
    "media-condition": _exactly(rf"{MEDIA_PART}(,{MEDIA_PART})*"),
    "relevant-changes": _from_set("additions", "removals", "text"),
    "sandbox": lambda text: any(
        text.split() == [word for word in order if word in text.split()] for order in SANDBOX
    ),
    "unsignedLong": _around(r"\+?[0-9]+|-0+"),
    "base64Binary": _exactly(
        r"\s*(([A-Za-z0-9+/]\s*){4})*(([A-Za-z0-9+/]\s*){2}=\s*=\s*|([A-Za-z0-9+/]\s*){3}=\s*)?"
    ),
}


@cache
def test_of(kind: str) -> Test:
    """Return the test of a kind as a grammar writes it. Raises KeyError for a name that no table has."""
    tests = [_single(one) for one in _alternatives(kind)]
    return tests[0] if len(tests) == 1 else lambda text: any(test(text) for test in tests)


def words_of_kind(kind: str) -> tuple[str, ...]:
    """Return the words among which a value is chosen; none where the kind isn't an enumeration."""
    alternatives = _alternatives(kind)
    if all(one[0] in "'\"" for one in alternatives):
        return tuple(dict.fromkeys(one[1:-1] for one in alternatives))
    return ()


def _alternatives(kind: str) -> list[str]:
    found, depth, begin = [], 0, 0
    for place, sign in enumerate(kind):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            found.append(kind[begin:place])
            begin = place + 1
    return [*found, kind[begin:]]


def _single(kind: str) -> Test:
    if kind[0] == "'":
        word = _collapsed(kind[1:-1])
        return lambda text: _collapsed(text) == word
    if kind[0] == '"':
        exact = kind[1:-1]
        return lambda text: text == exact
    if kind.startswith("words("):
        return _words(test_of(kind[7:-1]), least=1 if kind[6] == "+" else 0)
    if kind.startswith("caseless."):
        lowered = kind.removeprefix("caseless.")
        return lambda text: text.lower() == lowered
    return NAMED[kind]
