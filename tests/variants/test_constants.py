import math

import pytest

from variants.constants import CONSTANTS
from variants.quantities.units import read_unit


def value(name: str) -> float:
    return CONSTANTS[name].value


def test_every_constant_has_a_unit_that_can_be_read() -> None:
    for constant in CONSTANTS.values():
        assert read_unit(constant.unit).factor == 1


def test_constants_that_follow_from_others_agree_with_them() -> None:
    assert value("R") == pytest.approx(value("k_B") * value("N_A"), rel=1e-14)
    assert value("F") == pytest.approx(value("e") * value("N_A"), rel=1e-12)
    assert value("hbar") == pytest.approx(value("h") / (2 * math.pi), rel=1e-14)
    sigma = 2 * math.pi**5 * value("k_B") ** 4 / (15 * value("h") ** 3 * value("c") ** 2)
    assert value("sigma") == pytest.approx(sigma, rel=1e-12)


def test_measured_constants_agree_with_each_other() -> None:
    assert value("eps0") * value("mu0") * value("c") ** 2 == pytest.approx(1, rel=1e-9)
    alpha = value("e") ** 2 / (2 * value("eps0") * value("h") * value("c"))
    assert value("R_inf") == pytest.approx(alpha**2 * value("m_e") * value("c") / (2 * value("h")), rel=1e-8)
    assert value("a_0") == pytest.approx(value("hbar") / (value("m_e") * value("c") * alpha), rel=1e-8)
    assert value("mu_B") == pytest.approx(value("e") * value("hbar") / (2 * value("m_e")), rel=1e-8)
