"""Every benchmark runs; what it measures is not asserted."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks.__main__ import BENCHMARKS, main, report
from benchmarks.sizes import TINY
from benchmarks.timings import describe, percentile

SERVED = (
    "opening",
    "reading",
    "drafting",
    "submitting",
    "dealing",
    "starting",
    "ranges",
    "bench_readings",
    "bench_page",
    "lesson",
    "costs",
    "growing",
    "idle",
)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.slow if name in SERVED else ()) for name in BENCHMARKS]
)
def test_a_benchmark_prints_its_figures(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is measured asks for no long work: there a worker takes as long to start as the server.
    monkeypatch.setenv("TETRAD_WORKER", "no")
    # In a thread of its own: a browser that other tests left open keeps a loop running in this one.
    with ThreadPoolExecutor(1) as alone:
        alone.submit(report, name, TINY).result()

    lines = capsys.readouterr().out.splitlines()
    assert lines
    assert all(line.startswith(f"{name}: ") for line in lines)


def test_an_unknown_benchmark_is_answered_with_the_names(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["flying"])

    assert "no benchmark is called flying; there are opening" in capsys.readouterr().err


def test_percentiles_are_timings_that_were_measured() -> None:
    timings = [number / 1000 for number in range(1, 101)]

    assert (percentile(timings, 0.5), percentile(timings, 0.99)) == (0.05, 0.099)
    assert percentile([0.007], 0.99) == 0.007
    assert describe(timings) == "p50 50.0 ms, p99 99.0 ms"
