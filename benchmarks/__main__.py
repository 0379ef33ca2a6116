"""Run all benchmarks, or those named on the command line, and print their figures."""

import argparse
import gc
import importlib
import sys
from collections.abc import Sequence
from typing import Final

from api.commands.main import FEWER_COLLECTIONS
from benchmarks.sizes import FULL, TINY, Sizes

BENCHMARKS: Final = (
    "opening",
    "reading",
    "drafting",
    "submitting",
    "generating",
    "dealing",
    "starting",
    "checking",
    "peers",
    "hostile",
    "pools",
    "copying",
    "catalogue",
    "ranges",
    "importing",
    "labs",
    "bench_readings",
    "bench_page",
    "lesson",
    "costs",
    "growing",
    "idle",
    "observing",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is asked for; return 0."""
    parser = argparse.ArgumentParser(prog="./dev bench", description="measure speed and print the figures")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of: {', '.join(BENCHMARKS)}")
    parser.add_argument(
        "--tiny", action="store_true", help="only see that they run; the figures mean nothing"
    )
    asked = parser.parse_args(arguments)
    unknown = [name for name in asked.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"no benchmark is called {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    gc.set_threshold(*FEWER_COLLECTIONS)
    for name in asked.names or BENCHMARKS:
        report(name, TINY if asked.tiny else FULL)
    return 0


def report(name: str, sizes: Sizes) -> None:
    """Run one benchmark and print its figures as they come."""
    for figure in importlib.import_module(f"benchmarks.{name}").run(sizes):
        print(f"{name}: {figure}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
