"""The report of a pre-flight: problems in words, what they mean for publication, the audio of paragraphs."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from library_core.formats.findings import Finding, Severity
from library_core.preflight.catalogue_of_findings import meaning_of
from variants.texts import Language, Text

BREAKING: Final[frozenset[Severity]] = frozenset({"fatal", "error"})
BLOCKING: Final = frozenset({"ALT-001", "RGT-001", "ACM-001"})
"""What forbids publication without breaking the package: alternatives, rights, accessibility metadata."""

MOST_OF_ONE_ID: Final = 100
"""How many findings of one identifier are told of one file; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing found, in words; `line` 0 means that it stands on no line."""

    id: str
    severity: Severity
    path: str
    line: int
    message: Text
    remedy: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioCoverage:
    """How many paragraphs there are, how many have audio, and of how many the audio speaks an older text."""

    paragraphs: int = 0
    covered: int = 0
    stale: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a publisher is told. `broken` packages are refused; `publishable` ones may go to a reviewer."""

    problems: tuple[Problem, ...]
    audio: AudioCoverage
    publishable: bool
    broken: bool


def report_of(findings: Iterable[Finding], audio: AudioCoverage) -> Report:
    """Put findings into words."""
    problems = tuple(_problem(finding) for finding in _told(findings))
    broken = any(problem.severity in BREAKING for problem in problems)
    blocked = any(problem.id in BLOCKING for problem in problems)
    return Report(problems=problems, audio=audio, publishable=not broken and not blocked, broken=broken)


def _told(findings: Iterable[Finding]) -> Iterator[Finding]:
    counts: Counter[tuple[str, str]] = Counter()
    seen: set[tuple[str, str, int, str]] = set()
    for finding in findings:
        same = (finding.id, finding.path, finding.line, str(sorted(finding.values.items())))
        if finding.line and same in seen:
            continue
        seen.add(same)
        counts[finding.id, finding.path] += 1
        if counts[finding.id, finding.path] <= MOST_OF_ONE_ID:
            yield finding
    for (id, path), count in counts.items():
        if count > MOST_OF_ONE_ID:
            yield Finding(id="LIM-009", path=path, values={"id": id, "count": str(count - MOST_OF_ONE_ID)})


def _problem(finding: Finding) -> Problem:
    meaning = meaning_of(finding.id)

    def filled(text: str) -> str:
        for name, value in finding.values.items():
            text = text.replace("{" + name + "}", value)
        return text

    return Problem(
        id=finding.id,
        severity=finding.severity or meaning.severity,
        path=finding.path,
        line=finding.line,
        message=meaning.message.map(filled),
        remedy=meaning.remedy.map(filled),
    )


def report_to_json(report: Report, file: str, language: Language) -> dict[str, Any]:
    """Return the report of a file as plain data."""
    return {
        "file": file,
        "publishable": report.publishable,
        "problems": [
            {
                "id": problem.id,
                "severity": problem.severity,
                "path": problem.path,
                "line": problem.line,
                "message": problem.message.in_language(language),
                "remedy": problem.remedy.in_language(language),
            }
            for problem in report.problems
        ],
        "audio": {
            "paragraphs": report.audio.paragraphs,
            "covered": report.audio.covered,
            "stale": report.audio.stale,
        },
    }
