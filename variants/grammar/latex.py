"""Turn LaTeX, as formula editors write it, into plain signs; every sign keeps the place it came from.

MathLive, MathQuill and Word differ in small things: `\\frac12` and `\\frac{1}{2}`, `\\left|` and `\\lvert`,
`x_{\\text{max}}` and `x_{max}` are read alike.
"""

import re
from typing import Final

from variants.grammar.letters import FUNCTIONS, GREEK, GREEK_SPELLINGS
from variants.grammar.tokens import UnreadableFormula
from variants.texts import Text

Placed = tuple[str, int]
_TOKEN: Final = re.compile(
    r"\\math(?:cal|scr) *\{ *[Ee] *\}|\\operatorname\*? *\{ *[A-Za-z]+ *\}"
    r"|\\(?:begin|end) *\{[A-Za-z]+\*?\}(?:\{[lcr| ]*\})?"
    r"|\\mathbb *(?:\{[A-Z]\}|[A-Z])|\\(?:left|right) *\.|\\[A-Za-z]+|\\.|\{,\}|\s+|.",
    re.DOTALL,
)
_ENVIRONMENT: Final = re.compile(r"\\(begin|end) *\{([A-Za-z]+)")
_SIGNS: Final = {
    "cdot": "*", "times": "*", "ast": "*", "div": "/", "le": "≤", "leq": "≤", "leqslant": "≤", "ge": "≥",
    "geq": "≥", "geqslant": "≥", "lt": "<", "gt": ">", "ne": "≠", "neq": "≠", "pm": "±", "mp": "∓",
    "infty": "∞", "cup": "∪", "bigcup": "∪", "cap": "∩", "in": "∈", "notin": "∉", "setminus": "\\",
    "backslash": "\\", "varnothing": "∅", "emptyset": "∅", "lbrace": "{", "rbrace": "}", "lbrack": "[",
    "rbrack": "]", "lvert": "|", "rvert": "|", "vert": "|", "mid": "|", "lor": " or ", "land": " and ",
    "wedge": " and ", "vee": " or ", "langle": "<", "rangle": ">", "degree": "°", "prime": "'",
    "exponentialE": "e", "imaginaryI": "i", "imaginaryJ": "i", "colon": ":", "R": "ℝ", "approx": "≈",
    "lparen": "(", "rparen": ")", "surd": "√", "differentialD": "d",
}  # fmt: skip
_SIGNS_AFTER_STROKE: Final = {"{": "{", "}": "}", "%": "%", "&": "&&", "|": "|", "$": "", "#": "#", "_": "_"}
_SPACES: Final = frozenset(
    {"quad", "qquad", "displaystyle", "textstyle", "limits", "left", "right", "middle", "big", "Big", "bigl",
     "bigr", "Bigl", "Bigr", "bigg", "Bigg", "biggl", "biggr", "mleft", "mright", "thinspace", "nobreak",
     "rm", "enspace", "nolimits", "hfill"}
)  # fmt: skip
_BARE: Final = frozenset(
    {"mathrm", "text", "textrm", "mathit", "operatorname", "mathbf", "mathsf", "vec", "bar", "overline",
     "overrightarrow", "hat", "mathop", "boldsymbol", "bm", "textit", "mathnormal", "mbox", "textnormal",
     "underline", "boxed", "ensuremath", "mathcal", "mathscr"}
)  # fmt: skip
_FRACTIONS: Final = frozenset({"frac", "dfrac", "tfrac", "cfrac"})
_EMPTY: Final = frozenset({"placeholder", "square", "Box"})
_MATRICES: Final = frozenset({"matrix", "pmatrix", "bmatrix", "Bmatrix", "smallmatrix"})
_JOINED: Final = frozenset({"cases", "aligned", "array", "gathered"})


def plain_from_latex(text: str) -> list[Placed]:
    """Return plain signs with the places in the text that they stand for. Raises UnreadableFormula."""
    return _Translator(text).translate()


class _Translator:
    """Walks over the commands once; remembers what each open brace is for and what a command is owed."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._out: list[Placed] = []
        self._closings: list[str] = []
        self._owed: list[int] = [0]
        self._next_brace = ""
        self._environments: list[str] = []
        self._break: Placed | None = None

    def translate(self) -> list[Placed]:
        for found in _TOKEN.finditer(self._text):
            token, position = found[0], found.start()
            if token.isspace():
                if self._last() != "Δ":
                    self._emit(" ", position)
                continue
            self._pay(token, position)
        return self._out

    def _emit(self, plain: str, position: int) -> None:
        if self._break is not None and not plain.isspace():
            self._out.append(self._break)
            self._break = None
        if plain:
            self._out.append((plain, position))

    def _pay(self, token: str, position: int) -> None:
        """Wrap a single sign in the braces that a command in front of it wants."""
        if token.isdigit() and [plain for plain, _ in self._out[-2:]] == [" log", "_"]:
            self._owed[-1] = 1
        if not self._owed[-1] or token in ("[", "\\left"):
            self._token(token, position)
            return
        self._owed[-1] -= 1
        if token == "{":
            self._next_brace = "{"
            self._token(token, position)
            return
        self._emit("{", position)
        self._token(token, position)
        self._emit("}", position)

    def _token(self, token: str, position: int) -> None:
        match token:
            case "{":
                self._open(position)
            case "}":
                self._close(position)
            case "[" if self._owed[-1]:
                self._closings.append("]")
                self._owed.append(0)
                self._emit("[", position)
            case "]" if self._closings and self._closings[-1] == "]":
                self._close(position)
            case "&":
                joined = self._environments and self._environments[-1] in _JOINED
                self._emit(" " if joined else ";", position)
            case "$":
                self._emit(" ", position)
            case "{,}":
                self._emit(",", position)
            case _ if token[0] == "\\" and len(token) > 1:
                self._longer(token, position)
            case _:
                self._emit(token, position)

    def _longer(self, token: str, position: int) -> None:
        environment = _ENVIRONMENT.match(token)
        if environment is not None:
            self._environment(environment[1], environment[2], position)
        elif token.startswith(("\\mathcal{", "\\mathscr{")):
            self._emit("ε", position)
        elif token.startswith("\\operatorname") and token[-1] == "}":
            self._operator(token.strip("}").partition("{")[2].strip(), position)
        elif token.startswith("\\mathbb"):
            self._emit("ℝ" if "R" in token else token.strip("}")[-1], position)
        elif token[-1] == "." and len(token) > 2:
            self._emit(" ", position)
        else:
            self._command(token[1:], position)

    def _operator(self, name: str, position: int) -> None:
        """Write a function under its one name, whose letters no task has beside each other."""
        if self._last() == "_":
            self._emit(f"{{{name}}}", position)
        else:
            self._emit(f" {FUNCTIONS.get(name, name)} ", position)

    def _environment(self, word: str, name: str, position: int) -> None:
        """Turn a matrix into brackets inside brackets, and a system into its joined lines."""
        if name not in _MATRICES and name not in _JOINED:
            raise _no_command(f"{word}{{{name}}}", position)
        opening, closing = ("[[", "]]") if name in _MATRICES else (" ", " ")
        if word == "begin":
            self._environments.append(name)
            self._emit(opening, position)
        elif self._environments:
            self._environments.pop()
            self._break = None
            self._emit(closing, position)

    def _open(self, position: int) -> None:
        frame = self._next_brace or ("{" if self._last() == "_" else "(")
        self._next_brace = ""
        opening, closing = {"{": ("{", "}"), "(": ("(", ")"), "bare": ("", ""), "name": (" ", " ")}[frame]
        self._closings.append(closing)
        self._owed.append(0)
        self._emit(opening, position)

    def _close(self, position: int) -> None:
        if not self._closings:
            raise UnreadableFormula(
                Text(en="The brace “}” closes nothing.", ru="Лишняя скобка «}»."), position
            )
        self._owed.pop()
        self._emit(self._closings.pop(), position)

    def _last(self) -> str:
        for plain, _ in reversed(self._out[-3:]):
            if not plain.isspace():
                return plain
        return ""

    def _command(self, name: str, position: int) -> None:
        spelled = GREEK_SPELLINGS.get(name, name)
        if spelled in GREEK:
            self._emit(GREEK[spelled], position)
        elif name in _SIGNS:
            self._emit(_SIGNS[name], position)
        elif name in _FRACTIONS:
            self._emit(" frac", position)
            self._owed[-1] = 2
        elif name == "sqrt":
            self._emit(" sqrt", position)
            self._owed[-1] = 1
        elif name in FUNCTIONS:
            self._emit(f" {name}", position)
        elif name == "circ":
            self._degree(position)
        elif name in _SPACES or not (name[0].isalpha() or name in _SIGNS_AFTER_STROKE or name == "\\"):
            self._emit(" ", position)
        elif name in _BARE:
            self._name(name)
        else:
            self._rarer_command(name, position)

    def _name(self, command: str) -> None:
        """Take the braces off the words of `\\text{…}`, except where they hold a subscript."""
        if self._last() == "_":
            self._next_brace = "{"
        elif self._last() == "{" and self._out[-2:-1] and self._out[-2][0] == "_":
            self._next_brace = "bare"
        else:
            self._next_brace = "name" if command in ("text", "operatorname", "mathop") else "bare"

    def _rarer_command(self, name: str, position: int) -> None:
        if name in _SIGNS_AFTER_STROKE:
            self._emit(_SIGNS_AFTER_STROKE[name], position)
        elif name == "\\":
            joined = self._environments and self._environments[-1] in _JOINED
            row_break = " and " if joined else "];[" if self._environments else ";"
            self._break = (row_break, position)
        elif name in _EMPTY:
            raise UnreadableFormula(
                Text(en="A place of the formula is left empty.", ru="В формуле осталось пустое место."),
                position,
            )
        else:
            raise _no_command(name, position)

    def _degree(self, position: int) -> None:
        """Turn `^\\circ` and `^{\\circ}` into the sign of degrees."""
        framed = self._last() in ("(", "{") and bool(self._closings)
        if framed:
            self._out.pop()
            self._closings[-1] = ""
        if self._last() == "^":
            self._out.pop()
        self._emit("°", position)


def _no_command(name: str, position: int) -> UnreadableFormula:
    message = Text(
        en=f"The command “\\{name}” can't stand in a formula.",
        ru=f"Команда «\\{name}» не может стоять в формуле.",
    )
    return UnreadableFormula(message, position)
