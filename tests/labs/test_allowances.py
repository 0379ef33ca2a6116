"""For one moment a model may compute only so much, all its motions and searches together."""

from dataclasses import replace
from math import isnan

import pytest
from hand_built_labs import SECRET, build_lab, formula, given_number, instrument, line, range_control
from lab_folders import read, shipped

from content.loader import built_in
from labs.documents.lab import Lab
from labs.documents.models import ModelLine, Motion, Process, Variable
from labs.models import allowances
from labs.models.allowances import MOST_WORK, allowance, begin, remaining, spend
from labs.models.failures import ModelFailed
from labs.running.benches import Bench, open_bench
from labs.running.exact import scalar_values
from labs.running.soundness import running_problems
from labs.running.taking import take
from labs.sessions import Refused, Wish
from labs.supplying import assemble_lab, lab_pool
from variants.templates.task import Search

SHIPPED = sorted(entry.name for entry in built_in().joinpath("labs").iterdir() if entry.is_dir())
GIVENS = "  k: {from: 1, to: 9, step: 1, hidden: yes}\n"
GIVEN = dict([given_number("k", 2.0)])


def _lab(*model: ModelLine, **given: object) -> Lab:
    reading = instrument("meter", "x0 + k")
    return build_lab(
        GIVENS, [range_control("x0", "0", "10", "1")], list(model), instruments=[reading], **given
    )


def _swings(number: int, swings: float) -> Motion:
    """Return a motion of so many periods, which alone stays within what is allowed."""
    return Motion(
        name=f"run{number}",
        variables=(
            Variable(name=f"y{number}", unit="", start=formula("k"), rate=formula(f"v{number}")),
            Variable(name=f"v{number}", unit="", start=formula("0"), rate=formula(f"-39.5*y{number}")),
        ),
        longest=1000.0,
        lasts=formula(f"{swings} + 0*x0"),
        line=20 + number,
        column=5,
    )


def test_work_is_counted_down_to_a_refusal() -> None:
    with allowance():
        spend(MOST_WORK)

        with pytest.raises(ModelFailed, match="takes too long"):
            spend(1)


def test_what_is_computed_inside_of_something_shares_its_allowance() -> None:
    with allowance():
        spend(MOST_WORK - 10)
        with allowance():
            spend(7)

        assert remaining() == 3
        assert not begin()


def test_after_a_moment_its_allowance_is_gone() -> None:
    with allowance():
        spend(5)

    spend(10 * MOST_WORK)

    assert remaining() == 0


@pytest.fixture
def _little(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowances, "MOST_WORK", 50_000)


@pytest.mark.usefixtures("_little")
def test_many_motions_share_what_one_may_take_and_the_last_straw_is_named() -> None:
    one = running_problems(_lab(_swings(1, 8)), [GIVEN])
    six = running_problems(_lab(*(_swings(number, 8) for number in range(6))), [GIVEN])

    assert one == ()
    assert "takes too long" in (six[0].message.en or "")
    assert 20 < six[0].line < 26


@pytest.mark.usefixtures("_little")
def test_all_values_of_a_moment_share_what_one_may_take() -> None:
    bench = _bench(_swings(1, 10), _swings(2, 10))

    values = scalar_values(bench, [], Wish(settings={"x0": 1.0}))

    assert (values["run1"], isnan(values["run2"])) == (10.0, True)


def test_searches_inside_of_a_process_share_its_allowance() -> None:
    model = line("z", "z^3 + z = (1 + sin(60*time))/(1 + x0*k)", Search(lowest=0.0, highest=9.0))
    drift = Variable(name="w", unit="", start=formula("0"), rate=formula("sin(60*time)*z"))
    process = Process(variables=(drift,), longest=100.0, speeds=(1,), actions={})
    lab = _lab(replace(model, formula=replace(model.formula, line=31)), process=process)

    found = running_problems(lab, [GIVEN])

    assert any("takes too long" in (one.message.en or "") and one.line == 31 for one in found)


def _bench(*model: ModelLine) -> Bench:
    return open_bench(
        replace(_lab(*model), instruments={"meter": instrument("meter", "run1 + run2")}), GIVEN, SECRET
    )


@pytest.mark.usefixtures("_little")
def test_a_moment_is_refused_however_much_of_it_was_computed_before() -> None:
    bench = _bench(_swings(1, 10), _swings(2, 10))
    wish = Wish(settings={"x0": 1.0}, instrument="meter")

    for _ in range(3):
        with pytest.raises(Refused):
            take(bench, [], wish, 0)


@pytest.mark.usefixtures("_little")
def test_a_moment_that_is_granted_is_granted_again() -> None:
    bench = _bench(_swings(1, 3), _swings(2, 3))
    wish = Wish(settings={"x0": 1.0}, instrument="meter")

    assert len({take(bench, [], wish, 0).text for _ in range(30)}) == 1


@pytest.mark.slow
@pytest.mark.parametrize("name", SHIPPED)
def test_a_built_in_lab_takes_less_than_a_fifth_of_what_is_allowed(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab = read(shipped(name))
    variants = assemble_lab(lab, lab_pool(lab, size=3), [0, 1, 2])
    monkeypatch.setattr(allowances, "MOST_WORK", MOST_WORK // 5)

    found = running_problems(lab, [{one.name: one for one in variant.given} for variant in variants])

    assert found == ()
