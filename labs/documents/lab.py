"""A lab document that was read without problems."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from labs.documents.asking import CheckValue, Plot, Result, RubricPart, Step, Table, Tally
from labs.documents.instruments import Instrument
from labs.documents.models import Hazard, ModelLine, Placement, Process
from labs.documents.scenes import Scene
from labs.documents.settings import Control
from variants.templates.task import Task
from variants.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Texts of a lab as safe HTML by language; `teacher` is for teachers alone, `safety` may be empty."""

    theory: Text
    procedure: Text
    teacher: Text
    safety: Text = Text()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lab:
    """One experiment.

    `apparatus` is a task whose givens are the hidden constants (`hidden` by name) and what is known to all;
    its lines are the truths, its asks the results and conclusions. `modelled` and `left_out` say in words
    what the model holds. `rubric` gives the points of each part; they add up to 100.
    """

    apparatus: Task
    hidden: tuple[str, ...]
    modelled: Text
    left_out: Text
    controls: Mapping[str, Control]
    model: tuple[ModelLine, ...]
    process: Process | None
    instruments: Mapping[str, Instrument]
    hazards: tuple[Hazard, ...]
    tables: Mapping[str, Table]
    plots: Mapping[str, Plot]
    results: Mapping[str, Result]
    rubric: Mapping[RubricPart, int]
    protocol: tuple[Step, ...]
    checks: tuple[CheckValue, ...]
    scene: Scene
    pages: Pages
    quota: int = 200
    placements: Mapping[str, Placement] = field(default_factory=dict)
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    document: str = field(default="", compare=False)

    @property
    def id(self) -> str:
        """The name of the lab in its folder."""
        return self.apparatus.id
