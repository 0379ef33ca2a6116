"""Constants of physics as CODATA 2022 recommends them (NIST, May 2024), with all their digits.

The SI fixes c, h, e, k_B and N_A; what follows from these alone is exact too.
"""

from dataclasses import dataclass
from typing import Final

SOURCE: Final = "CODATA 2022 (NIST Standard Reference Database 121)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant:
    """A constant: its digits and the SI unit they are in, as a document would spell it."""

    digits: str
    unit: str

    @property
    def value(self) -> float:
        """The number in SI."""
        return float(self.digits)


CONSTANTS: Final = {
    "c": Constant(digits="299792458", unit="m/s"),
    "h": Constant(digits="6.62607015e-34", unit="J*s"),
    "hbar": Constant(digits="1.0545718176461565e-34", unit="J*s"),
    "e": Constant(digits="1.602176634e-19", unit="C"),
    "k_B": Constant(digits="1.380649e-23", unit="J/K"),
    "N_A": Constant(digits="6.02214076e23", unit="1/mol"),
    "R": Constant(digits="8.31446261815324", unit="J/(mol*K)"),
    "F": Constant(digits="96485.33212331", unit="C/mol"),
    "sigma": Constant(digits="5.670374419184e-8", unit="W/(m^2*K^4)"),
    "b": Constant(digits="2.897771955185e-3", unit="m*K"),
    "G": Constant(digits="6.67430e-11", unit="N*m^2/kg^2"),
    "eps0": Constant(digits="8.8541878188e-12", unit="F/m"),
    "mu0": Constant(digits="1.25663706127e-6", unit="N/A^2"),
    "m_e": Constant(digits="9.1093837139e-31", unit="kg"),
    "m_p": Constant(digits="1.67262192595e-27", unit="kg"),
    "m_n": Constant(digits="1.67492750056e-27", unit="kg"),
    "m_u": Constant(digits="1.66053906892e-27", unit="kg"),
    "R_inf": Constant(digits="10973731.568157", unit="1/m"),
    "a_0": Constant(digits="5.29177210544e-11", unit="m"),
    "mu_B": Constant(digits="9.2740100657e-24", unit="J/T"),
}
