"""Check answers from JSON Lines on standard input; one verdict a line on standard output, in order."""

import argparse
import json
import sys
import time
from collections.abc import Iterable
from typing import IO, Any, Final

from variants.checkers.registry import check_answer
from variants.checkers.rows import BadRow, key_from_row
from variants.checkers.verdicts import UnreadableAnswer, Verdict
from variants.texts import Language

MAX_LINE: Final = 1_000_000


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser.add_argument(
        "--json", action="store_true", help="write JSON Lines (always so; accepted for symmetry)"
    )
    parser.epilog = 'Each line: {"id", "kind", "key", "answer", "language", "tolerance", "symbols", …}.'


def run(arguments: argparse.Namespace) -> int:
    """Answer every line until the input ends."""
    answer_lines(sys.stdin.buffer, sys.stdout.buffer)
    return 0


def answer_lines(lines: Iterable[bytes], output: IO[bytes]) -> None:
    """Write one line for each line read, at once; a bad line gets an error and stops nothing."""
    for line in lines:
        if line.strip():
            written = json.dumps(answer_line(line), ensure_ascii=False) + "\n"
            # Half a character, as JSON can hold one, is written as the escape that it was read from.
            output.write(written.encode("utf-8", "backslashreplace"))
            output.flush()


def answer_line(line: bytes) -> dict[str, Any]:
    """Return the verdict on one row, or what is wrong with the row."""
    started = time.perf_counter()
    row: Any = None
    try:
        row = _row(line)
        result = _checked(row)
    except BadRow as error:
        return {"id": row.get("id") if isinstance(row, dict) else None, "error": str(error)}
    return {"id": row["id"], **result, "ms": round((time.perf_counter() - started) * 1000, 3)}


def _row(line: bytes) -> dict[str, Any]:
    if len(line) > MAX_LINE:
        raise BadRow(f"a line is longer than {MAX_LINE} bytes")
    try:
        row = json.loads(line, parse_constant=_refuse_number)
    except (ValueError, RecursionError) as error:
        raise BadRow(f"the line is not JSON: {error}") from error
    if not isinstance(row, dict):
        raise BadRow("a line is a JSON object")
    return row


def _refuse_number(name: str) -> None:
    raise ValueError(f"{name} is not a number of JSON")


def _checked(row: dict[str, Any]) -> dict[str, Any]:
    for name in ("id", "answer"):
        if name not in row:
            raise BadRow(f"{name} is missing")
    key, language = key_from_row(row)
    try:
        verdict = check_answer(key, row["answer"], language)
    except UnreadableAnswer as error:
        return {
            "verdict": "unreadable",
            "score": "0",
            "reason": "unreadable",
            "message": error.message.in_language(language),
            "read_as": "",
        }
    return _printed(verdict, language)


def _printed(verdict: Verdict, language: Language) -> dict[str, Any]:
    return {
        "verdict": verdict.outcome,
        "score": str(verdict.score),
        "reason": verdict.reason,
        "message": verdict.message.in_language(language),
        "read_as": verdict.read_as.text,
    }
