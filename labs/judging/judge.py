"""Judge a lab's report beside the session that it came from, by the rubric of the lab."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from labs.judging.carried import handed_in
from labs.judging.cases import Case, Context, TableCase, lay_table
from labs.judging.cells import Filling
from labs.judging.conclusions import judge_conclusion
from labs.judging.moments import Moments
from labs.judging.plots import judge_plot
from labs.judging.results import judge_result
from labs.judging.spreads import Spread, readings_used, spreads_of, truths_of
from labs.judging.tables import judge_table
from labs.judging.uncertainties import judge_uncertainty
from labs.judging.verdicts import is_blank, lost
from labs.running.benches import Bench
from labs.running.exact import exact_values
from labs.sessions import Entry
from variants.checkers.verdicts import NOTHING, UnreadableAnswer, Verdict
from variants.keys import Answer, LabKey, QuantityKey
from variants.texts import Language
from variants.variant import Ask, Variant

T = TypeVar("T")


class ReportUnreadable(Exception):
    """Parts of the report can't be read; the student can mend them, and it costs nothing. By ask."""

    def __init__(self, problems: Mapping[str, UnreadableAnswer]) -> None:
        self.problems = dict(problems)
        super().__init__("; ".join(f"{name}: {problem}" for name, problem in problems.items()))


def judge(
    bench: Bench, log: Sequence[Entry], answers: Mapping[str, Answer], variant: Variant, language: Language
) -> dict[str, Verdict]:
    """Return the verdict on every ask of a lab's variant. Raises ReportUnreadable."""
    attempts = _Attempts()
    report = _laid(bench, log, answers, variant, (language, attempts))
    verdicts: dict[str, Verdict] = {}
    for name, ask in report.asks.items():
        verdict = attempts.read(name, partial(judge_ask, report, ask, answers.get(name)))
        if verdict is not None:
            verdicts[name] = verdict
    attempts.stop_if_any()
    return verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report laid beside its session, with the spread that each result has in these rows.

    `bound` are the names that follow from the apparatus.
    """

    case: Case
    asks: Mapping[str, Ask]
    spreads: Mapping[str, Spread]
    bound: frozenset[str]


def lay_report(
    bench: Bench, log: Sequence[Entry], answers: Mapping[str, Answer], variant: Variant, language: Language
) -> Report:
    """Lay a report beside its session, ready to judge its asks one by one. Raises ReportUnreadable."""
    attempts = _Attempts()
    report = _laid(bench, log, answers, variant, (language, attempts))
    attempts.stop_if_any()
    return report


class _Attempts:
    """Reads part after part, and keeps what can't be read."""

    def __init__(self) -> None:
        self._problems: dict[str, UnreadableAnswer] = {}

    def read(self, name: str, read: Callable[[], T]) -> T | None:
        """Return what `read` returns, None where it raises UnreadableAnswer."""
        try:
            return read()
        except UnreadableAnswer as error:
            self._problems.setdefault(name, error)
            return None

    def stop_if_any(self) -> None:
        """Raise ReportUnreadable if something could not be read."""
        if self._problems:
            raise ReportUnreadable(self._problems)


def _laid(
    bench: Bench,
    log: Sequence[Entry],
    answers: Mapping[str, Answer],
    variant: Variant,
    reading: tuple[Language, _Attempts],
) -> Report:
    """Lay the tables beside the session; one that can't be read is left empty and noted."""
    language, attempts = reading
    lab = bench.lab
    readings = {entry.number: entry for entry in log if entry.kind == "reading"}
    filling = Filling(lab=lab, readings=readings, words=bench.machine.seen, language=language)
    moments = Moments(bench, log)
    context = Context(environment=bench.environment, log=tuple(log), moments=moments)
    tables: dict[str, TableCase] = {}
    for name, table in lab.tables.items():
        ask = f"table-{name}"
        laid = attempts.read(ask, partial(lay_table, filling, table, answers.get(ask), context))
        tables[name] = lay_table(filling, table, None, context) if laid is None else laid
    case = Case(
        lab=lab,
        environment=bench.environment,
        log=tuple(log),
        moments=moments,
        tables=tables,
        handed=handed_in(variant.asks, answers, language),
        language=language,
    )
    return Report(
        case=case,
        asks={ask.name: ask for ask in variant.asks},
        spreads=spreads_of(case, exact_values(bench, case.log, readings_used(case)), truths_of(variant.asks)),
        bound=bench.machine.bound,
    )


def judge_ask(report: Report, ask: Ask, answer: Answer) -> Verdict:
    """Judge one ask; the answer of a table is the one that was laid. Raises UnreadableAnswer."""
    match ask.key:
        case LabKey(part="table", name=name):
            return judge_table(report.case, name)
        case LabKey(part="plot", name=name):
            return judge_plot(report.case, name, answer)
        case LabKey():
            return judge_uncertainty(report.case, report.asks, answer, report.spreads)
    if is_blank(answer):
        return lost("empty", NOTHING)
    if isinstance(ask.key, QuantityKey):
        return judge_result(report.case, ask, answer, report.spreads.get(ask.name))
    return judge_conclusion(report.case, ask, answer, report.bound)
