"""The LaTeX commands that a formula may use: each is known to KaTeX and to the MathML converter alike."""

from typing import Final


def _named(names: str) -> frozenset[str]:
    return frozenset("\\" + name for name in names.split())


GREEK: Final = _named(
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi"
    " rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi"
    " Sigma Upsilon Phi Psi Omega"
)
SIGNS: Final = _named(
    "cdot times div pm mp le leq ge geq ne neq approx sim simeq equiv propto ll gg to rightarrow"
    " leftarrow Rightarrow Leftarrow Leftrightarrow leftrightarrow rightleftharpoons uparrow downarrow"
    " infty partial nabla circ angle perp parallel triangle cdots ldots dots prime in notin cup cap"
    " subset forall exists ell hbar varnothing emptyset bullet star land lor neg mid langle rangle"
    " lbrace rbrace colon"
)
FUNCTIONS: Final = _named(
    "sin cos tan tg ctg cot sec csc arcsin arccos arctan arctg arcctg sinh cosh tanh sh ch th ln lg"
    " log exp lim max min det"
)
LAYOUT: Final = _named(
    "frac dfrac tfrac sqrt binom vec overline underline overrightarrow bar hat dot ddot tilde left"
    " right sum prod int oint limits overset underset underbrace overbrace xrightarrow operatorname"
    " begin end text mathrm mathbf mathit mathcal mathbb boldsymbol quad qquad displaystyle ce"
)
SPACES_AND_ESCAPES: Final = frozenset(["\\,", "\\;", "\\:", "\\!", "\\ ", "\\\\", "\\{", "\\}", "\\%", "\\|"])
COMMANDS: Final = GREEK | SIGNS | FUNCTIONS | LAYOUT | SPACES_AND_ESCAPES
ENVIRONMENTS: Final = frozenset(["cases", "matrix", "pmatrix", "bmatrix", "vmatrix", "aligned"])
TEXT_COMMANDS: Final = ("text", "mathrm", "operatorname")
