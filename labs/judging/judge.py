"""Judge a lab's report beside the session that it came from, by the rubric of the lab."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from labs.judging.cases import Case, Context, TableCase, lay_table
from labs.judging.cells import Filling
from labs.judging.conditions import conditions_of
from labs.judging.plots import judge_plot
from labs.judging.results import judge_result
from labs.judging.spreads import Spread, spreads_of, truths_of
from labs.judging.tables import judge_table
from labs.judging.uncertainties import judge_uncertainty
from labs.judging.verdicts import is_blank, lost
from labs.running.benches import Bench
from labs.running.exact import exact_values
from labs.sessions import Entry
from variants.checkers.registry import check_answer
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
    attempts = Attempts()
    case = lay_report(bench, log, answers, language, attempts)
    spreads = spreads_of(case, exact_values(bench, case.log), truths_of(variant.asks))
    asks = {ask.name: ask for ask in variant.asks}
    verdicts: dict[str, Verdict] = {}
    for name, ask in asks.items():
        verdict = attempts.read(name, partial(_judged, case, ask, answers, (asks, spreads)))
        if verdict is not None:
            verdicts[name] = verdict
    attempts.stop_if_any()
    return verdicts


class Attempts:
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


def lay_report(
    bench: Bench, log: Sequence[Entry], answers: Mapping[str, Answer], language: Language, attempts: Attempts
) -> Case:
    """Lay a report's tables beside its session; a table that can't be read is left empty and noted."""
    lab = bench.lab
    readings = {entry.number: entry for entry in log if entry.kind == "reading"}
    filling = Filling(lab=lab, readings=readings, words=bench.machine.seen, language=language)
    context = Context(environment=bench.environment, log=tuple(log), holds=conditions_of(bench, log))
    tables: dict[str, TableCase] = {}
    for name, table in lab.tables.items():
        ask = f"table-{name}"
        laid = attempts.read(ask, partial(lay_table, filling, table, answers.get(ask), context))
        tables[name] = lay_table(filling, table, None, context) if laid is None else laid
    return Case(lab=lab, environment=bench.environment, log=tuple(log), tables=tables, language=language)


def _judged(
    case: Case,
    ask: Ask,
    answers: Mapping[str, Answer],
    known: tuple[Mapping[str, Ask], Mapping[str, Spread]],
) -> Verdict:
    """Judge one ask. Raises UnreadableAnswer."""
    asks, spreads = known
    answer = answers.get(ask.name)
    match ask.key:
        case LabKey(part="table", name=name):
            return judge_table(case, name)
        case LabKey(part="plot", name=name):
            return judge_plot(case, name, answer)
        case LabKey():
            return judge_uncertainty(case, asks, answer, spreads)
    if is_blank(answer):
        return lost("empty", NOTHING)
    if isinstance(ask.key, QuantityKey):
        return judge_result(case, ask, answer, spreads.get(ask.name))
    return check_answer(ask.key, answer, case.language, ask.mistakes)
