"""Whose bench it is: of a slot of one's own attempt, or of one's own practice run."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from api.routes.acting import actor, occasion
from api.routes.benches.bench_views import BenchState, Touch
from api.routes.students.appeal_views import student_appeals
from api.web.rendering import address
from api.web.visits import Visit
from labs.sessions import Entry, Wish
from notebooks_engine.appealing.objecting import has_appealable, list_appeals_of
from notebooks_engine.attempts import AttemptKey, Draft
from notebooks_engine.benching.opening import OpenBench, look_of, open_bench_of
from notebooks_engine.benching.recalling import bench_at_hand
from notebooks_engine.benching.slots import Labs
from notebooks_engine.benching.wishes import read_wish
from notebooks_engine.lab_sessions import BenchPlace, PracticeBench, WorkBench
from notebooks_engine.marks import Mark
from notebooks_engine.practice import PracticeKey
from notebooks_engine.refusals import missing_work
from notebooks_engine.regrades import RegradedSlot
from notebooks_engine.showing import ShownVariant
from notebooks_engine.studying.drafting_practice import draft_practice
from notebooks_engine.studying.opening import OpenSlot, OpenWork, open_work, save_draft
from notebooks_engine.studying.practising import find_practice, show_practice
from variants.checkers.verdicts import Verdict
from variants.keys import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A person at their bench, with what they wrote and what became of it.

    `draft_saved_at` is the moment of the draft, 0 if there is none.
    `refusal` says why nothing can be done any more, "" while it can. `urls` are where the form posts.
    """

    opened: OpenBench
    variant: ShownVariant
    answers: Mapping[str, Answer]
    verdicts: Mapping[str, Verdict]
    urls: Mapping[str, str | None]
    back: list[tuple[str, str]]
    refusal: str = ""
    practising: bool = False
    draft_saved_at: int = 0
    tries_left: int | None = None
    got: Fraction | None = None
    due: int | None = None
    late: bool = False
    marks: tuple[Mark, ...] = ()
    regraded: RegradedSlot | None = None
    appeals: Mapping[str, Any] = field(default_factory=dict)

    @property
    def editable(self) -> bool:
        """Whether anything can still be set, measured and written."""
        return not self.refusal

    def with_answers(self, answers: Mapping[str, Answer]) -> "Seat":
        """Return the seat with other answers in its fields."""
        return replace(self, answers=answers)


def place_of(visit: Visit) -> BenchPlace:
    """Return which bench the path names."""
    if "run" in visit.path:
        return PracticeBench(run=PracticeKey(visit.path["run"]))
    return WorkBench(attempt=AttemptKey(visit.path["attempt"]), slot=visit.path["slot"])


def labs_of(visit: Visit) -> Labs:
    """Return the labs as the reader's school knows them."""
    return visit.application.shelf.labs(visit.reader.school)


def open_bench(visit: Visit) -> OpenBench:
    """Open the bench of the path. Raises Missing."""
    return open_bench_of(
        visit.application.engine, actor(visit), place_of(visit), labs_of(visit), occasion(visit)
    )


def bench_to_measure_at(visit: Visit) -> OpenBench:
    """Return the bench of the path, perhaps as it is recalled: for `grant` alone. Raises Missing."""
    return bench_at_hand(
        visit.application.engine, actor(visit), place_of(visit), labs_of(visit), occasion(visit)
    )


def take_seat(visit: Visit) -> Seat:
    """Return the person's own bench that the path names. Raises Missing."""
    return _practice_seat(visit) if "run" in visit.path else _work_seat(visit)


def touch_of(opened: OpenBench) -> Touch:
    """Return how a bench was left: as its last entry was taken, or as it stood at first."""
    last = opened.log[-1].wish if opened.log else read_wish(opened.lab, {})
    spans = {entry.wish.instrument: entry.wish.span for entry in opened.log if entry.wish.span}
    return Touch(settings=last.settings, spans=spans, at=last.at)


def state_of(
    opened: OpenBench, answers: Mapping[str, Answer], touch: Touch, chosen: int | None
) -> BenchState:
    """Return the bench as a page shows it. Raises BadEntry for settings that can't be."""
    view = look_of(opened, Wish(settings=touch.settings, at=touch.at), touch.spans)
    return BenchState(lab=opened.lab, touch=touch, view=view, log=opened.log, answers=answers, chosen=chosen)


def shown_state(
    opened: OpenBench, touch: Touch, log: tuple[Entry, ...], answers: Mapping[str, Answer]
) -> BenchState:
    """Return the bench as it stood after this much of its log. Raises BadEntry."""
    opened = replace(opened, session=replace(opened.session, log=log))
    return state_of(opened, answers, touch, None)


def latest_reading(log: tuple[Entry, ...]) -> int | None:
    """Return the number of the last reading."""
    return next((entry.number for entry in reversed(log) if entry.kind == "reading"), None)


def keep_draft(visit: Visit, answers: Mapping[str, Answer], *, at: int | None = None) -> None:
    """Keep what is being written, by default as of now. Raises Missing, BadEntry past the limits, NotNow."""
    place = place_of(visit)
    if isinstance(place, WorkBench):
        draft = Draft(slot=place.slot, answers=answers, saved_at=at or visit.now)
        visit.write(lambda unit: save_draft(unit.engine, actor(visit), place.attempt, draft))
        return
    visit.write(lambda unit: draft_practice(unit.engine, actor(visit), place.run, answers))


def _work_seat(visit: Visit) -> Seat:
    opened = open_bench(visit)
    attempt, slot_name = AttemptKey(visit.path["attempt"]), visit.path["slot"]
    work = visit.read(lambda unit: open_work(unit.engine, actor(visit), attempt, visit.now))
    slot = work.slots.get(slot_name)
    if slot is None:
        raise missing_work()
    refusal = opened.refusal or slot.refusal
    late = work.assignment.is_late(visit.now)
    return Seat(
        opened=opened,
        variant=slot.variant,
        answers=slot.answers,
        verdicts=slot.last.verdicts if slot.last else {},
        urls=_urls(visit, "bench", {"attempt": attempt, "slot": slot_name})
        | {"read": address(visit, "read", attempt=attempt, slot=slot_name), "solve": None, "fresh": None},
        back=[
            (address(visit, "student_home"), visit.gettext("Assignments")),
            (
                f"{address(visit, 'notebook', attempt=attempt)}#task-{slot_name}",
                work.assignment.title.in_language(visit.language),
            ),
        ],
        refusal=refusal.in_language(visit.language) if refusal else "",
        draft_saved_at=slot.draft_saved_at or 0,
        tries_left=slot.tries_left,
        got=slot.grade.points if slot.grade.tries or slot.grade.marked else None,
        due=work.assignment.due_at,
        late=late and slot.refusal is None,
        marks=slot.marks,
        regraded=slot.regraded,
        appeals=_appeals(visit, work, slot),
    )


def _practice_seat(visit: Visit) -> Seat:
    opened = open_bench(visit)
    key = PracticeKey(visit.path["run"])
    run = visit.read(lambda unit: find_practice(unit.engine, actor(visit), key))
    solve = None if run.solved else address(visit, "practice_solve", run=key)
    fresh = address(visit, "practice_start", edition=run.notebook, slot=run.frozen.name)
    return Seat(
        opened=opened,
        variant=show_practice(run),
        answers=run.answers,
        verdicts=run.verdicts,
        urls=_urls(visit, "practice_bench", {"run": key})
        | {"read": address(visit, "practice_read", run=key), "solve": solve, "fresh": fresh},
        back=[(address(visit, "practice_home"), visit.gettext("Practice"))],
        refusal=visit.gettext("The solution has been shown: take another apparatus.") if run.solved else "",
        practising=True,
    )


def _urls(visit: Visit, name: str, path: Mapping[str, str]) -> dict[str, str | None]:
    parts = ("look", "measure", "act", "save", "check", "log")
    page: dict[str, str | None] = {"page": address(visit, name, **path)}
    return page | {part: address(visit, f"{name}_{part}", **path) for part in parts}


def _appeals(visit: Visit, work: OpenWork, slot: OpenSlot) -> Mapping[str, Any]:
    if slot.last is None or not has_appealable(slot.last.verdicts):
        return {}
    appeals = visit.read(lambda unit: list_appeals_of(unit.engine, actor(visit), work.attempt))
    return student_appeals(visit, work.attempt, slot, appeals)
