"""The page of a bench stays light: what it loads beyond any other page, as it comes over the network."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from sample_benches import bench_page

from api.web.static_files import static_folder

LARGEST = 60 * 1024
LARGEST_AT_FIRST = 40 * 1024
"""Leaves 20 KB to the page itself."""
STYLES = ("bench.css",)
TURNED_ON = ("math.js", "answers.js", "table-input.js", "bench.js")
"""What start.js turns on for a bench, which loads nothing more until it is needed."""
AT_FIRST = re.compile(r"""from\s*["']\./([^"']+)["']|^import\s+["']\./([^"']+)["']""", re.MULTILINE)
SOONER_OR_LATER = re.compile(r"""(?:from|import\()\s*["']\./([^"']+)["']|import\s+["']\./([^"']+)["']""")


def loaded_by(script: str, how: re.Pattern[str], known: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return a script with all that it imports, but for what is known."""
    known |= {script}
    for other in imported_by(script, how):
        if other not in known:
            known = loaded_by(other, how, known)
    return known


def imported_by(script: str, how: re.Pattern[str]) -> Iterator[str]:
    text = static_folder().joinpath(script).read_text(encoding="utf-8")
    here = Path(script).parent
    yield from ((here / (one or other)).as_posix() for one, other in how.findall(text))


def compressed(files: frozenset[str] | tuple[str, ...]) -> int:
    return sum(len(gzip.compress(static_folder().joinpath(name).read_bytes(), 9)) for name in files)


def test_scripts_and_styles_of_a_bench_are_under_60_kilobytes_with_its_data() -> None:
    scripts = loaded_by("bench.js", SOONER_OR_LATER) - loaded_by("messages.js", SOONER_OR_LATER)
    data = gzip.compress(str(bench_page("ru")["data"]).encode())

    total = compressed(scripts) + compressed(STYLES) + len(data)

    assert {"bench-scene.js", "bench-plot.js", "vendor/uplot-1.6.32/uPlot.min.js"} <= scripts
    assert total < LARGEST


def test_a_bench_that_nobody_touches_loads_no_more_than_40_kilobytes_beside_its_page() -> None:
    scripts = frozenset().union(*(loaded_by(script, AT_FIRST) for script in TURNED_ON))

    total = compressed(scripts - loaded_by("start.js", AT_FIRST)) + compressed(STYLES)

    assert "bench-scene.js" in scripts
    assert total < LARGEST_AT_FIRST
