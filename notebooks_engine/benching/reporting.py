"""Judge the report of a lab: what was entered, beside the log of the student's own session."""

from collections.abc import Mapping

from labs.judging.judge import judge
from notebooks_engine.attempts import FrozenSlot
from notebooks_engine.benching.benches import bench_of
from notebooks_engine.benching.slots import Labs
from notebooks_engine.lab_sessions import LabSession
from variants.checkers.verdicts import Verdict
from variants.keys import Answer
from variants.texts import Language


def judge_report(
    frozen: FrozenSlot, session: LabSession, entered: tuple[Mapping[str, Answer], Language], labs: Labs
) -> dict[str, Verdict]:
    """Return a verdict for every ask of a lab. Raises ReportUnreadable."""
    answers, language = entered
    return judge(bench_of(frozen, session, labs), session.log, answers, frozen.variant, language)
