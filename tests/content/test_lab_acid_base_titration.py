from math import log10

import pytest
from built_in_labs import at_bench, built_in_lab, entry_of, model_of
from hypothesis import given, settings
from hypothesis import strategies as st

from labs.proofs.checks import place
from labs.sessions import Refused

LAB = "acid-base-titration"
ACIDS = {"hydrochloric": (1e7, 0.0), "acetic": (1.754e-5, 0.0), "sulfuric": (1e3, 0.0102)}
APPARATUS = {"hue": "all", "c": "0.1", "b": "0.1", "pip": "25", "level": "0"}


def ph_of(acid: str, poured: float, *, concentration: float = 0.1, portion: float = 25.0) -> float:
    """Halve the interval of pH until positive and negative ions balance; volumes in mL."""
    first, second = ACIDS[acid]
    low, high = 0.0, 14.0
    for _ in range(60):
        middle = (low + high) / 2
        h = 10**-middle
        lost = (first * h + 2 * first * second) / (h * h + first * h + first * second)
        whole = portion + poured
        if h + 0.1 * poured / whole > 1e-14 / h + concentration * portion / whole * lost:
            low = middle
        else:
            high = middle
    return low


def bench_ph(acid: str, poured: float, **apparatus: str) -> float:
    doings = (("own", ""), ("pour", f"{poured:.2f}")) if poured else (("own", ""),)
    return model_of(LAB, {**APPARATUS, "acid": acid, **apparatus}, {}, doings)["pH"]


@pytest.mark.parametrize(
    ("poured", "expected"),
    [(0, 1.000), (12.5, 1.477), (24.95, 4.00), (25, 7.00), (25.05, 10.00), (50, 12.52)],
)
def test_a_strong_acid_follows_the_textbook(poured: float, expected: float) -> None:
    assert bench_ph("hydrochloric", poured) == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize(("poured", "expected"), [(0, 2.88), (12.5, 4.76), (25, 8.73)])
def test_a_weak_acid_follows_the_textbook(poured: float, expected: float) -> None:
    assert bench_ph("acetic", poured) == pytest.approx(expected, abs=0.005)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(ACIDS)), st.integers(0, 1000), st.integers(100, 400))
def test_positive_and_negative_ions_balance(acid: str, steps: int, grid: int) -> None:
    found = bench_ph(acid, steps / 20, c=f"{grid * 0.0005:.4f}")

    assert found == pytest.approx(ph_of(acid, steps / 20, concentration=grid * 0.0005), abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(sorted(ACIDS)), st.integers(1, 999))
def test_alkali_never_lowers_the_ph(acid: str, steps: int) -> None:
    assert bench_ph(acid, steps / 20) < bench_ph(acid, (steps + 1) / 20)


def test_far_beyond_the_end_any_monobasic_acid_is_like_any_other() -> None:
    left_over = 0.1 * (50 - 25) / 75

    assert bench_ph("acetic", 50) == pytest.approx(14 + log10(left_over), abs=1e-3)
    assert bench_ph("acetic", 50) == pytest.approx(bench_ph("hydrochloric", 50), abs=1e-6)


def test_portions_add_up_to_the_same_whole() -> None:
    apparatus = {**APPARATUS, "acid": "sulfuric"}
    portions = (("own", ""), *(("pour", "4.15") for _ in range(8)))

    once = model_of(LAB, apparatus, {}, (("own", ""), ("pour", "33.20")))

    assert model_of(LAB, apparatus, {}, portions)["pH"] == pytest.approx(once["pH"], abs=1e-9)


@pytest.mark.parametrize("acid", ["hydrochloric", "acetic"])
def test_four_drops_too_many_show_in_the_ph_and_one_does_not(acid: str) -> None:
    demands = built_in_lab(LAB).tables["titrate"].demands

    assert "max(ap) < 10.5" in [demand.holds.text for demand in demands]
    assert bench_ph(acid, 25.05) < 10.5 < bench_ph(acid, 25.2)


def test_an_electrode_in_the_air_reads_nothing() -> None:
    apparatus = {**APPARATUS, "acid": "acetic"}

    assert entry_of(LAB, apparatus, {}, "meter").nothing
    assert entry_of(LAB, apparatus, {}, "meter", (("own", ""),)).value == pytest.approx(2.88, abs=0.1)


@pytest.mark.parametrize(
    "doings",
    [
        (("pour", "5"),),
        (("own", ""), ("pour", "30"), ("pour", "30")),
    ],
)
def test_without_a_sample_or_below_the_last_mark_nothing_runs_in(doings: tuple[tuple[str, str], ...]) -> None:
    apparatus = {**APPARATUS, "acid": "acetic"}

    with pytest.raises(Refused):
        place(built_in_lab(LAB), at_bench("", apparatus, {}, doings))


@pytest.mark.parametrize(
    ("drops", "acid_colour", "end_colour"),
    [
        ("phenolphthalein", "colourless", "pale pink"),
        ("orange", "red", "yellow"),
        ("thymol", "yellow", "blue"),
        ("none", "colourless", "colourless"),
    ],
)
def test_indicators_change_as_a_drop_too_many_runs_in(drops: str, acid_colour: str, end_colour: str) -> None:
    apparatus = {**APPARATUS, "acid": "hydrochloric"}
    seen = [
        entry_of(LAB, apparatus, {"drops": drops}, "colour", doings).text
        for doings in ((("own", ""),), (("own", ""), ("pour", "25.05")))
    ]

    words = built_in_words()
    assert [words[one] for one in seen] == [acid_colour, end_colour]


@pytest.mark.parametrize("acid", sorted(ACIDS))
def test_only_sulfuric_acid_clouds_with_barium_ions(acid: str) -> None:
    entry = entry_of(LAB, {**APPARATUS, "acid": acid}, {}, "barium")

    assert ("precipitate" in built_in_words()[entry.text]) == (acid == "sulfuric")


def test_a_red_clip_keeps_the_first_reading() -> None:
    apparatus = {**APPARATUS, "acid": "acetic", "level": "0.85"}
    doings = (("own", ""), ("pour", "20"))

    before = entry_of(LAB, apparatus, {}, "clip", doings)
    after = entry_of(LAB, apparatus, {}, "burette", doings)

    assert before.value is not None
    assert after.value is not None

    assert after.value - before.value == pytest.approx(20, abs=0.1)


def built_in_words() -> dict[str, str]:
    """Return the English words by id of all that instruments of words may show here."""
    placed = place(built_in_lab(LAB), at_bench("", {**APPARATUS, "acid": "acetic"}, {}))
    return {name: text.in_language("en") for name, text in placed.bench.machine.seen.items()}
