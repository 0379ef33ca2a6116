"""Keeping the report of a draft's package beside it, and what of it still forbids publication."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from library_core.metadata import Metadata
from library_core.preflight.report import BLOCKING, BREAKING, AudioCoverage, Problem, Report
from variants.texts import text_from_json, text_to_json

RECIPE: Final = "preflight 1"
"""Under which a report is kept as a derived object of its edition."""

RIGHTS: Final = "RGT-001"
"""Found where the package names no rights; what the publisher says in the description settles it."""


def barriers(report: Report, metadata: Metadata) -> tuple[Problem, ...]:
    """Return what forbids to submit an edition described so, after its package was checked."""
    settled = {RIGHTS} if says_rights(metadata) else set()
    return tuple(
        problem
        for problem in report.problems
        if problem.severity in BREAKING or (problem.id in BLOCKING and problem.id not in settled)
    )


def says_rights(metadata: Metadata) -> bool:
    """Tell whether the description says whose the rights are, and under which licence."""
    return bool(metadata.rights_holder and metadata.licence)


def report_to_bytes(report: Report) -> bytes:
    """Return the report as it is kept."""
    plain = {
        "problems": [_problem_to_json(problem) for problem in report.problems],
        "audio": asdict(report.audio),
        "publishable": report.publishable,
        "broken": report.broken,
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()


def report_from_bytes(kept: bytes) -> Report:
    """Read what `report_to_bytes` wrote."""
    plain = json.loads(kept)
    return Report(
        problems=tuple(_problem_from_json(each) for each in plain["problems"]),
        audio=AudioCoverage(**plain["audio"]),
        publishable=plain["publishable"],
        broken=plain["broken"],
    )


def _problem_to_json(problem: Problem) -> dict[str, Any]:
    return asdict(problem) | {
        "message": text_to_json(problem.message),
        "remedy": text_to_json(problem.remedy),
    }


def _problem_from_json(plain: Mapping[str, Any]) -> Problem:
    words = {name: text_from_json(plain[name]) for name in ("message", "remedy")}
    return Problem(**{**plain, **words})
