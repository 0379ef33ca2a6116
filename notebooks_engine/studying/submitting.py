"""Hand in the answers of one slot: a submission is wholly in or wholly out, and spends one try at most.

The check runs outside any transaction; the write that follows looks again at the tries and the dates.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from typing import Final

from notebooks_engine.actors import Actor, Occasion
from notebooks_engine.appealing.fitting import accept_verdicts
from notebooks_engine.appeals import AcceptedAnswer
from notebooks_engine.assignments import Assignment
from notebooks_engine.attempts import AttemptKey, FrozenSlot
from notebooks_engine.benching.slots import Labs
from notebooks_engine.grading import SlotGrade, grade_slot
from notebooks_engine.lab_sessions import LONGEST_REQUEST, LabSession
from notebooks_engine.refusals import BadEntry, NotNow, missing_work
from notebooks_engine.repositories import Engine, OpenedAttempt, Store
from notebooks_engine.showing import ShownVariant
from notebooks_engine.studying.checking import Entered, check_slot
from notebooks_engine.studying.opening import refuse_check
from notebooks_engine.submissions import Submission, SubmissionKey
from variants.checkers.verdicts import Verdict
from variants.keys import Answer
from variants.texts import Language, Text

CHECKER: Final = version("tetrad")
"""The version of the code that judges."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandIn:
    """What a student sends with *Check*: answers by ask, and an idempotency key made for this sending.

    `before` is the slot as it was looked at to read the answers, so that it needn't be looked at again.
    """

    attempt: AttemptKey
    slot: str
    answers: Mapping[str, Answer]
    language: Language
    request: str
    before: "SlotBefore | None" = field(default=None, repr=False, compare=False)

    @property
    def entered(self) -> Entered:
        """What was entered."""
        return Entered(answers=self.answers, language=self.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """What became of it; `repeated` says that this very request had been answered before.

    `opened` is the whole attempt after it.
    """

    submission: Submission
    grade: SlotGrade
    repeated: bool
    opened: OpenedAttempt = field(repr=False)


def look_at_slot(store: Store, student: Actor, attempt: AttemptKey, slot: str) -> "SlotBefore":
    """Return one slot of the student's own attempt as it stands. Raises Missing."""
    return store.read(lambda engine: _read(engine, student, attempt, slot))


def submit(store: Store, student: Actor, handed: HandIn, occasion: Occasion, labs: Labs) -> HandedIn:
    """Check the answers of one slot of the student's own attempt and keep them with their verdicts.

    The same request again returns the first result and spends nothing. Raises Missing; NotNow if closed,
    finished, spent or too late; AnswersUnreadable and BadEntry, which cost no try.
    """
    if not 1 <= len(handed.request) <= LONGEST_REQUEST or not handed.request.isascii():
        raise BadEntry(Text(en="The request has no key.", ru="У запроса нет ключа."))
    state = handed.before or look_at_slot(store, student, handed.attempt, handed.slot)
    first = state.find_repeat(handed)
    if first is not None:
        return first
    state.refuse_or_pass(occasion.now)
    session = state.session(occasion.now)
    machine = check_slot(state.frozen, handed.entered, session, labs)
    judged = _Judged(
        frozen=state.frozen,
        session=session,
        machine=machine,
        verdicts=state.accept(machine, handed),
        accepted=state.accepted,
    )
    return store.write(lambda engine: _keep(engine, (student, handed), judged, occasion, labs))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """Verdicts by the keys of that moment as the machine found them, and with what was accepted then."""

    frozen: FrozenSlot
    session: LabSession | None
    machine: Mapping[str, Verdict]
    verdicts: Mapping[str, Verdict]
    accepted: tuple[AcceptedAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotBefore:
    """One slot at one moment, before answers are handed in."""

    opened: OpenedAttempt
    frozen: FrozenSlot
    submissions: tuple[Submission, ...]
    grade: SlotGrade
    accepted: tuple[AcceptedAnswer, ...]

    @property
    def assignment(self) -> Assignment:
        """The assignment."""
        return self.opened.assignment

    @property
    def shown(self) -> ShownVariant:
        """What the page showed, unsolved."""
        return self.frozen.shown

    def session(self, now: int) -> LabSession | None:
        """The session of a lab as it stands now."""
        found = self.opened.sessions.get(self.frozen.name)
        return found.until(now) if found else None

    def find_repeat(self, handed: HandIn) -> HandedIn | None:
        """Return the first result of this request. Raises BadEntry if its key was used for another one."""
        for submission in self.opened.submissions:
            if submission.request == handed.request:
                if submission.slot != handed.slot or submission.answers != handed.answers:
                    raise BadEntry(
                        Text(
                            en="The key of this request was used before, for other answers.",
                            ru="Ключ этого запроса уже использован для других ответов.",
                        )
                    )
                return HandedIn(submission=submission, grade=self.grade, repeated=True, opened=self.opened)
        return None

    def accept(self, machine: Mapping[str, Verdict], handed: HandIn) -> dict[str, Verdict]:
        """Return the machine's verdicts with what the teacher has accepted before judged right."""
        answers = (self.frozen.task, handed.answers, handed.language)
        return accept_verdicts(self.frozen.variant, answers, machine, self.accepted)

    def refuse_or_pass(self, now: int) -> None:
        """Raise NotNow if the slot can't be checked now."""
        refusal = refuse_check(self.assignment, self.grade, now)
        if refusal is not None:
            raise NotNow(refusal)


def _read(engine: Engine, student: Actor, attempt: AttemptKey, slot: str) -> SlotBefore:
    opened = engine.attempts.open_own(student, attempt)
    frozen = opened.attempt.slot(slot) if opened else None
    if opened is None or frozen is None:
        raise missing_work()
    submissions = opened.submissions_of(slot)
    grade = grade_slot(frozen, submissions, opened.marks_of(slot))
    accepted = tuple(
        one
        for one in engine.appeals.accepted_for(student.school, opened.assignment.key)
        if one.pattern.task == frozen.task
    )
    return SlotBefore(opened=opened, frozen=frozen, submissions=submissions, grade=grade, accepted=accepted)


def _keep(
    engine: Engine, sent: tuple[Actor, HandIn], judged: _Judged, occasion: Occasion, labs: Labs
) -> HandedIn:
    student, handed = sent
    # The first write holds the attempt, so that what is read next can't change before the commit.
    engine.attempts.alone()
    engine.attempts.touch(handed.attempt, occasion.now)
    state = _read(engine, student, handed.attempt, handed.slot)
    first = state.find_repeat(handed)
    if first is not None:
        return first
    state.refuse_or_pass(occasion.now)
    # What was regraded, accepted, undone or measured meanwhile counts; only then, rarely, is anything
    # checked in here.
    machine = judged.machine
    session = state.session(occasion.now)
    if (state.frozen, session) != (judged.frozen, judged.session):
        machine = check_slot(state.frozen, handed.entered, session, labs)
    unchanged = state.accepted == judged.accepted and machine is judged.machine
    verdicts = judged.verdicts if unchanged else state.accept(machine, handed)
    submission = Submission(
        key=SubmissionKey(occasion.new_key()),
        attempt=handed.attempt,
        slot=handed.slot,
        person=student.person,
        try_number=state.grade.tries + 1,
        answers=handed.answers,
        verdicts=verdicts,
        language=handed.language,
        late=state.assignment.is_late(occasion.now),
        submitted_at=occasion.now,
        request=handed.request,
        checker=CHECKER,
    )
    marks = state.opened.marks_of(handed.slot)
    grade = grade_slot(state.frozen, (*state.submissions, submission), marks)
    engine.submissions.add(submission)
    engine.submissions.keep_grade(handed.attempt, grade, occasion.now)
    if handed.slot in state.opened.drafts:
        engine.attempts.drop_draft(handed.attempt, handed.slot)
    return HandedIn(
        submission=submission, grade=grade, repeated=False, opened=_after(state.opened, submission)
    )


def _after(opened: OpenedAttempt, submission: Submission) -> OpenedAttempt:
    drafts = {slot: draft for slot, draft in opened.drafts.items() if slot != submission.slot}
    return replace(opened, drafts=drafts, submissions=(*opened.submissions, submission))
