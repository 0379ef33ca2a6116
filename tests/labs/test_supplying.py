"""A lab supplies an apparatus for each student: hidden, different, and worth 100 points."""

from fractions import Fraction

import pytest
from lab_folders import everything, read, shipped

from labs.supplying import assemble_lab, lab_pool
from variants.freezing import variant_from_json, variant_to_json
from variants.keys import LabKey
from variants.variant import Variant


@pytest.fixture(scope="module")
def variants() -> tuple[Variant, ...]:
    lab = read(everything())
    pool = lab_pool(lab)
    return assemble_lab(lab, pool, range(pool.capacity))


def test_members_differ_by_their_hidden_constants(variants: tuple[Variant, ...]) -> None:
    apparatus = {tuple(str(one.value) for one in variant.given if one.hidden) for variant in variants}

    assert len(apparatus) == len(variants) > 100


def test_the_apparatus_is_marked_hidden_and_what_is_known_is_not(variants: tuple[Variant, ...]) -> None:
    assert {one.name: one.hidden for one in variants[0].given} == {
        "epsilon": True, "r": True, "salt": True, "T0": False, "tau": False,
    }  # fmt: skip


def test_the_rubric_is_shared_out_among_the_asks(variants: tuple[Variant, ...]) -> None:
    points = {ask.name: ask.points for ask in variants[0].asks}

    assert sum(points.values()) == 100
    assert points == {
        "epsilon": 10, "r": 10, "why": 5, "table-main": 50, "plot-line": 15, "uncertainty": 10,
    }  # fmt: skip
    assert all(isinstance(worth, Fraction) for worth in points.values())
    assert variants[0].asks[3].key == LabKey(part="table", name="main")


def test_nothing_hidden_is_printed_before_the_solution(variants: tuple[Variant, ...]) -> None:
    asked = [[(ask.label, ask.shape) for ask in one.asks if ask.kind != "choice"] for one in variants]
    shown = {str((one.statement, asks)) for one, asks in zip(variants, asked, strict=True)}

    assert len(shown) == 1
    assert len({variant.solution for variant in variants}) > 1


def test_a_lab_variant_freezes_like_any_other() -> None:
    lab = read(shipped("friction-on-an-incline"))
    (variant,) = assemble_lab(lab, lab_pool(lab), [7])

    assert variant_from_json(variant_to_json(variant)).asks == variant.asks
