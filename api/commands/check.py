"""Check answers from JSON Lines on standard input; one verdict a line on standard output, in order."""

import argparse
import json
import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from typing import IO, Any, Final

from api.commands.option_help import helper
from variants.checkers.registry import check_answer
from variants.checkers.rows.options import BadRow
from variants.checkers.rows.reading import key_from_row
from variants.checkers.verdicts import Reading, UnreadableAnswer, Verdict
from variants.keys import Key
from variants.texts import Language

MAX_LINE: Final = 1_000_000
_KEPT_KEYS: Final = 4096
_KEPT_LENGTH: Final = 4000
_NOT_KEY: Final = frozenset({"id", "answer"})


def configure(parser: argparse.ArgumentParser) -> None:
    """Describe the command."""
    say = helper(parser)
    parser.add_argument(
        "--json",
        action="store_true",
        help=say(
            "write JSON Lines (always so; accepted for symmetry)",
            "писать JSON Lines (так всегда; принимается для единообразия)",
        ),
    )
    parser.add_argument(
        "--typeset",
        action="store_true",
        help=say(
            "write read_as_latex and read_as_mathml beside read_as",
            "писать рядом с read_as ещё read_as_latex и read_as_mathml",
        ),
    )
    line = say("Each line", "Каждая строка")
    parser.epilog = line + ': {"id", "kind", "key", "answer", "language", "tolerance", "symbols", …}.'


def run(arguments: argparse.Namespace) -> int:
    """Answer every line until the input ends."""
    answer_lines(bounded_lines(sys.stdin.buffer), sys.stdout.buffer, typeset=arguments.typeset)
    return 0


def bounded_lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield line after line; of one that is too long only its beginning, the rest is passed over."""
    while line := stream.readline(MAX_LINE + 1):
        rest = line
        while len(rest) > MAX_LINE and not rest.endswith(b"\n"):
            rest = stream.readline(MAX_LINE + 1)
        yield line


def answer_lines(lines: Iterable[bytes], output: IO[bytes], *, typeset: bool = False) -> None:
    """Write one line for each line read, at once; a bad line gets an error and stops nothing."""
    keys = KeptKeys()
    for line in lines:
        if line.strip():
            written = json.dumps(answer_line(line, keys, typeset=typeset), ensure_ascii=False) + "\n"
            # Half a character, as JSON can hold one, is written as the escape that it was read from.
            output.write(written.encode("utf-8", "backslashreplace"))
            output.flush()


class KeptKeys:
    """The keys of a stream by what their rows say of them: a key is read once for all its answers."""

    def __init__(self) -> None:
        self._keys: dict[str, tuple[Key, Language]] = {}

    def key_of(self, row: dict[str, Any]) -> tuple[Key, Language]:
        """Return the key and the language of a row. Raises BadRow."""
        said = repr([item for item in row.items() if item[0] not in _NOT_KEY])
        found = self._keys.get(said)
        if found is None:
            found = key_from_row(row)
            if len(self._keys) >= _KEPT_KEYS:
                self._keys.clear()
            if len(said) <= _KEPT_LENGTH:
                self._keys[said] = found
        return found


def answer_line(line: bytes, keys: KeptKeys, *, typeset: bool = False) -> dict[str, Any]:
    """Return the verdict on one row, or what is wrong with the row."""
    started = time.perf_counter()
    row: Any = None
    try:
        row = _row(line)
        result = _checked(row, keys, typeset=typeset)
    except BadRow as error:
        return {"id": _id(row), "error": str(error)}
    except Exception as error:  # noqa: BLE001 - a mistake of ours may not take the verdicts of other rows
        traceback.print_exc(file=sys.stderr)
        return {"id": _id(row), "error": f"the checker failed on this row: {type(error).__name__}: {error}"}
    return {"id": row["id"], **result, "ms": round((time.perf_counter() - started) * 1000, 3)}


def _id(row: object) -> Any:  # noqa: ANN401 - whatever the row calls itself
    return row.get("id") if isinstance(row, dict) else None


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


def _checked(row: dict[str, Any], keys: KeptKeys, *, typeset: bool) -> dict[str, Any]:
    for name in ("id", "answer"):
        if name not in row:
            raise BadRow(f"{name} is missing")
    key, language = keys.key_of(row)
    try:
        verdict = check_answer(key, row["answer"], language)
    except UnreadableAnswer as error:
        return _refused(error, language)
    return {**_printed(verdict, language), **(_typeset(verdict.read_as) if typeset else {})}


def _refused(error: UnreadableAnswer, language: Language) -> dict[str, Any]:
    return {
        "verdict": "unreadable",
        "score": "0",
        "reason": "unreadable",
        "message": error.message.in_language(language),
        "position": error.position,
        "read_as": "",
    }


def _printed(verdict: Verdict, language: Language) -> dict[str, Any]:
    return {
        "verdict": verdict.outcome,
        "score": str(verdict.score),
        "reason": verdict.reason,
        "message": verdict.message.in_language(language),
        **({"facts": dict(verdict.facts)} if verdict.facts else {}),
        "read_as": verdict.read_as.text,
        **(
            {"notes": [note.in_language(language) for note in notes]}
            if (notes := verdict.read_as.notes)
            else {}
        ),
    }


def _typeset(reading: Reading) -> dict[str, str]:
    return {"read_as_latex": reading.latex, "read_as_mathml": reading.mathml}
