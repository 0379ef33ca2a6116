"""Judge a conclusion: as in tasks, but what follows from one's own apparatus has to be measured on it."""

from labs.judging.cases import Case
from labs.judging.results import NOT_MEASURED
from labs.judging.verdicts import lost
from variants.checkers.registry import check_answer
from variants.checkers.verdicts import Verdict
from variants.formulas.trees import names
from variants.keys import Answer
from variants.templates.checks.key_formulas import key_formulas
from variants.variant import Ask


def judge_conclusion(case: Case, ask: Ask, answer: Answer, bound: frozenset[str]) -> Verdict:
    """Judge an ask that is no quantity; `bound` are the names that follow from the apparatus.

    Raises UnreadableAnswer.
    """
    verdict = check_answer(ask.key, answer, case.language, ask.mistakes)
    if _is_personal(case, ask, bound) and not _is_measured(case):
        return lost("not_logged", NOT_MEASURED)
    return verdict


def _is_personal(case: Case, ask: Ask, bound: frozenset[str]) -> bool:
    """Tell whether another apparatus may have another answer."""
    line = case.lab.apparatus.asks.get(ask.name)
    return line is not None and any(names(formula.tree) & bound for formula in key_formulas(line))


def _is_measured(case: Case) -> bool:
    """Tell whether the log has as many readings as any of the lab's tables has least rows."""
    read = sum(entry.kind == "reading" and not (entry.nothing or entry.overload) for entry in case.log)
    return read >= max((table.least for table in case.lab.tables.values()), default=1)
