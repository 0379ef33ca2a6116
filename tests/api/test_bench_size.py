"""The page of a bench stays light: what it loads beyond any other page, as it comes over the network."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from sample_benches import bench_page

from api.web.static_files import static_folder

LARGEST = 60 * 1024
STYLES = ("bench.css",)
IMPORT = re.compile(r"""(?:from|import\()\s*["']\./([^"']+)["']|import\s+["']\./([^"']+)["']""")


def loaded_by(script: str, known: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return a script with all that it imports, sooner or later, but for what is known."""
    known |= {script}
    for other in imported_by(script):
        if other not in known:
            known = loaded_by(other, known)
    return known


def imported_by(script: str) -> Iterator[str]:
    text = static_folder().joinpath(script).read_text(encoding="utf-8")
    here = Path(script).parent
    yield from ((here / (one or other)).as_posix() for one, other in IMPORT.findall(text))


def compressed(files: frozenset[str] | tuple[str, ...]) -> int:
    return sum(len(gzip.compress(static_folder().joinpath(name).read_bytes(), 9)) for name in files)


def test_scripts_and_styles_of_a_bench_are_under_60_kilobytes_with_its_data() -> None:
    scripts = loaded_by("bench.js") - loaded_by("messages.js")
    data = gzip.compress(str(bench_page("ru")["data"]).encode())

    total = compressed(scripts) + compressed(STYLES) + len(data)

    assert {"bench-scene.js", "bench-plot.js", "vendor/uplot-1.6.32/uPlot.min.js"} <= scripts
    assert total < LARGEST
