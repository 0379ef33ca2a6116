import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from task_documents import INCLINE, TABLES, small

from variants.pools import build_pool, difficulty_of_pool, pool_from_bytes, pool_to_bytes
from variants.problems import DocumentRefused
from variants.proofs.galleries import gallery
from variants.proofs.histograms import histograms_of
from variants.proofs.likelihoods import likelihood_of
from variants.proofs.precise_values import keys_disagree
from variants.proofs.proving import Proof, prove_task
from variants.templates.evaluating.computing import program_of
from variants.templates.reading.task_reading import read_task
from variants.templates.task import Task


@pytest.fixture(scope="module")
def incline() -> Task:
    return read_task(INCLINE, document="incline", tables=TABLES)


@pytest.fixture(scope="module")
def proof(incline: Task) -> Proof:
    return prove_task(incline, size=300)


def test_a_proof_counts_what_was_tried(proof: Proof) -> None:
    found = proof.certificate

    assert (found.variants, found.precise) == (300, 24)
    assert found.typed > 100
    assert found.refused > 50
    assert found.left_out == {}
    assert found.likelihood == pytest.approx(0.987, abs=0.001)


def test_a_proof_says_how_far_apart_the_answers_are(proof: Proof) -> None:
    found = proof.separation

    assert found is not None
    assert found.ask == "a"
    assert found.of_class > found.of_pool


def test_a_histogram_counts_every_variant_once(proof: Proof) -> None:
    (histogram,) = proof.histograms

    assert sum(bar.count for bar in histogram.bars) == 300
    assert histogram.unit == "m/s^2"


def test_the_ugliest_variants_come_with_reasons_in_both_languages(proof: Proof) -> None:
    scores = [exhibit.difficulty for exhibit in proof.ugliest]

    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 10
    assert all(reason.en and reason.ru for exhibit in proof.ugliest for reason in exhibit.reasons)


def test_a_pool_keeps_to_its_spread_of_difficulty() -> None:
    task = small(
        "given: {a: {from: 1, to: 9999, step: 1}}\nspread: 1\nsolve: {x: 2*a}\nask: {x: {kind: quantity}}"
    )

    found = difficulty_of_pool(build_pool(task))

    assert set(np.abs(found.scores - found.middle)) <= {0, 1}


def test_progress_is_told_of_every_variant(incline: Task) -> None:
    seen: list[int] = []

    prove_task(incline, size=120, progress=seen.append)

    assert sum(seen) == 120


def test_a_key_that_is_lost_in_rounding_leaves_the_pool() -> None:
    task = small(
        "given: {a: {one_of: [1, 2, 3]}, b: {one_of: [0, 0.000000000001]}}\n"
        "solve: {x: (a + b)^2 - a^2}\nask: {x: {kind: quantity}}"
    )

    assert build_pool(task).capacity == 3


def test_balls_of_many_digits_agree_with_the_keys(proof: Proof) -> None:
    assert keys_disagree(proof.pool.program, proof.pool.environment, range(5)) == {}


def test_a_pool_is_stale_when_a_table_that_it_draws_from_has_changed() -> None:
    body = "given: {m: {row_of: metals}}\nask: {x: {kind: quantity, key: m.density, unit: kg/m^3}}"
    stored = pool_to_bytes(build_pool(small(body)))
    task = small(body)
    rows = {**task.tables["metals"].rows}
    rows["zinc"], rows["copper"] = rows["copper"], rows["zinc"]
    object.__setattr__(task.tables["metals"], "rows", rows)

    with pytest.raises(ValueError, match="another task"):
        pool_from_bytes(task, stored)


def test_two_options_that_read_alike_are_refused() -> None:
    task = small(
        "given: {a: {from: 1, to: 40, step: 1}}\nask:\n"
        "  what:\n    kind: choice\n    pick: one\n    options:\n"
        "      x: {gives: a, right: yes}\n      y: {gives: a + 0, right: no}"
    )

    with pytest.raises(DocumentRefused, match="two options read alike"):
        prove_task(task)


def test_the_line_that_throws_most_away_is_named(incline: Task) -> None:
    found = likelihood_of(program_of(incline))

    assert found.conditions[0].said.en == "tan(alpha) > mu + 0.1"
    assert found.objects == 1.0


def test_a_gallery_strikes_out_what_is_not_in_the_pool() -> None:
    task = small(
        "given: {a: {from: 1, to: 200, step: 1}}\nsolve: {x: 2*a}\ncertify: [x < 100]\n"
        "ask: {x: {kind: quantity}}"
    )

    shown = gallery(task)

    struck = [exhibit for exhibit in shown if exhibit.struck]
    assert len(shown) == 20
    assert struck
    assert all(exhibit.reasons[0].en == "not true: x < 100" for exhibit in struck)


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 12), st.integers(1, 12), st.integers(1, 60))
def test_no_two_variants_show_the_same_and_practice_is_never_graded(a: int, b: int, size: int) -> None:
    task = small(
        f"given: {{a: {{from: 1, to: {a}, step: 1}}, b: {{from: 1, to: {b}, step: 1}}}}\n"
        "solve: {x: a/b}\nask: {x: {kind: quantity}}"
    )

    pool = build_pool(task, size=size)

    assert len(np.unique(pool.draws, axis=0)) == pool.capacity == min(size, a * b)
    assert not set(pool.graded) & set(pool.practice)
    assert set(pool.graded) | set(pool.practice) == set(range(pool.capacity))


@pytest.mark.parametrize("size", ["0.1", "1.6e-19"])
def test_keys_that_differ_in_their_last_digits_are_one_bar(size: str) -> None:
    task = small(
        f"given: {{a: {{is: {size}}}, n: {{from: 1, to: 60, step: 1}}}}\nsolve: {{x: a*n/n}}\n"
        "ask: {x: {kind: quantity, label: {en: '{{a}} {{n}}', ru: '{{a}} {{n}}'}}}"
    )

    (histogram,) = histograms_of(build_pool(task))

    assert histogram.different == 1
    assert sum(bar.count for bar in histogram.bars) == 60


def test_keys_of_any_size_are_told_apart() -> None:
    task = small(
        "given: {n: {from: 1, to: 60, step: 1}}\nsolve: {x: 1.6e-19*n}\n"
        "ask: {x: {kind: quantity, label: {en: '{{n}}', ru: '{{n}}'}}}"
    )

    (histogram,) = histograms_of(build_pool(task))

    assert histogram.different == 60


def rare(most: int) -> Task:
    return small(
        f"given: {{a: {{from: 1, to: {most}, step: 1}}, n: {{from: 1, to: 60, step: 1}}}}\nwhere: [a = 7]\n"
        "solve: {x: a*n}\ncertify: [x/n = a]\n"
        "ask: {x: {kind: quantity, label: {en: '{{a}} {{n}}', ru: '{{a}} {{n}}'}}}"
    )


def test_a_condition_that_hardly_any_draw_meets_is_refused_at_its_line() -> None:
    with pytest.raises(DocumentRefused, match="line 9: fewer than 1 draw in 200 makes a variant"):
        prove_task(rare(1000), size=60)


def test_a_condition_that_one_draw_in_a_hundred_meets_is_none_to_refuse() -> None:
    assert prove_task(rare(100), size=60).pool.capacity == 60
