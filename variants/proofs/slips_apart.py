"""Which slips can be told from the right answer: what comes near the key in some variant is not offered."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from variants.certificates import TRIED
from variants.formulas.reading import read_formula
from variants.problems import DocumentRefused
from variants.templates.evaluating.computing import Program, compute, program_of
from variants.templates.evaluating.drawing import Filter, draw
from variants.templates.evaluating.evaluation import Environment
from variants.templates.evaluating.usable import nice, possible
from variants.templates.located import Formula, Templates
from variants.templates.proving.mistake_distance import confused
from variants.templates.reading.task_reading import read_task
from variants.templates.task import MistakeLine, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The variants against which a certificate will hold the mistakes of a document."""

    program: Program = field(repr=False)
    environment: Environment = field(repr=False)
    members: int


def drawn_of(text: str, tables: Mapping[str, Table]) -> Drawn | None:
    """Return variants of a document; None while it has none, or can't be read."""
    try:
        program = program_of(read_task(text, document="", tables=tables))
    except DocumentRefused:
        return None
    draws = draw(program, Filter(usable=possible, nice=nice), size=TRIED, seed=1)
    if not len(draws):
        return None
    return Drawn(program=program, environment=compute(program, draws), members=len(draws))


def is_apart(drawn: Drawn, ask: str, slip: str) -> bool:
    """Say whether a slip, a formula, lies away from the key of this ask in every variant."""
    if ask not in drawn.program.task.asks:
        return True
    gives = Formula(text=slip, tree=read_formula(slip))
    mistake = MistakeLine(ask=ask, gives=gives, say=Templates())
    return not confused(drawn.program, mistake, drawn.environment, drawn.members).any()
