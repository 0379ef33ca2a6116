"""Copy evidence of an assignment: each hint with what the teacher said of it, and what else is alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from notebooks_engine.actors import Actor
from notebooks_engine.appeals import DealtWork, read_words
from notebooks_engine.assignments import Assignment, AssignmentKey
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.benching.slots import Labs, is_lab
from notebooks_engine.dismissals import Dismissal
from notebooks_engine.insight.copied_readings import Sessions, find_copied_readings, label_of
from notebooks_engine.insight.copying import Hint, Place, find_hints
from notebooks_engine.insight.typed_work import number_places, read_worker
from notebooks_engine.refusals import NotNow
from notebooks_engine.repositories import Engine, Store
from notebooks_engine.showing import ShownAsk, ShownVariant
from notebooks_engine.submissions import Submission
from notebooks_engine.teaching.assigning import find_assignment
from variants.keys import Answer
from variants.texts import Text

LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """A further answer that both gave and that is not right for the one: it carries no weight.

    It is no number, or one that has another explanation; `title` is the task's, `label` the ask's as HTML.
    """

    slot: str
    title: Text
    label: Text
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownHint:
    """A hint as the teacher sees it; `titles` are those of the tasks, by slot and task."""

    hint: Hint
    alike: tuple[Alike, ...]
    labels: Mapping[Place, Text]
    titles: Mapping[Place, Text]
    dismissal: Dismissal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """The copy evidence of an assignment: hints that stand before those dismissed, the least likely first."""

    assignment: Assignment
    hints: tuple[ShownHint, ...]


def look_for_copies(store: Store, teacher: Actor, key: AssignmentKey, labs: Labs) -> Copies:
    """Return the copy evidence of an assignment of this teacher's class; nobody is marked. Raises Missing."""
    assignment, (works, sessions), dismissed = store.read(lambda engine: _read(engine, teacher, key))
    by_attempt = {work.attempt: work for work in works}
    hints = _together(
        find_hints([read_worker(work) for work in works]), find_copied_readings(works, sessions, labs)
    )
    shown = [
        _show(hint, (by_attempt[hint.attempt], by_attempt[hint.source]), _standing(hint, dismissed), labs)
        for hint in hints
    ]
    return Copies(
        assignment=assignment, hints=tuple(sorted(shown, key=lambda one: one.dismissal is not None))
    )


def dismiss(
    store: Store,
    teacher: Actor,
    where: tuple[AssignmentKey, AttemptKey, AttemptKey],
    note: str,
    at: tuple[int, Labs],
) -> None:
    """Keep that the teacher has looked at the hint at two attempts of an assignment, now.

    Raises Missing, BadEntry for too long a note, NotNow if there is no such hint any more.
    """
    (key, *pair), (now, labs) = where, at
    words = read_words(note, LONGEST_NOTE)
    hints = [one.hint for one in look_for_copies(store, teacher, key, labs).hints]
    found = next((hint for hint in hints if [hint.attempt, hint.source] == pair), None)
    if found is None:
        raise NotNow(Text(en="This no longer stands out.", ru="Это совпадение больше не выделяется."))
    dismissal = Dismissal(
        assignment=key,
        attempt=found.attempt,
        source=found.source,
        agreements=len(found.agreements),
        note=words,
        teacher=teacher.person,
        made_at=now,
    )
    store.write(lambda engine: engine.dismissals.keep(dismissal, teacher.school))


def show_again(engine: Engine, teacher: Actor, where: tuple[AssignmentKey, AttemptKey, AttemptKey]) -> None:
    """Forget that a hint was dismissed. Raises Missing."""
    find_assignment(engine, teacher, where[0])
    engine.dismissals.drop(*where)


def _read(
    engine: Engine, teacher: Actor, key: AssignmentKey
) -> tuple[
    Assignment,
    tuple[tuple[DealtWork, ...], Sessions],
    Mapping[tuple[AttemptKey, AttemptKey], Dismissal],
]:
    assignment = find_assignment(engine, teacher, key)
    works = engine.appeals.works(teacher, key, alone=True)
    dismissed = engine.dismissals.of_assignment(teacher.school, key)
    sessions = engine.lab_sessions.of_assignment(teacher.school, key)
    return assignment, (works, sessions), {(one.attempt, one.source): one for one in dismissed}


def _together(numbers: Iterable[Hint], readings: Iterable[Hint]) -> tuple[Hint, ...]:
    """Join what is known of the same two students; a lab's readings are taken apart from its results."""
    found: dict[tuple[AttemptKey, AttemptKey], Hint] = {}
    for hint in (*numbers, *readings):
        pair = hint.attempt, hint.source
        former = found.get(pair)
        found[pair] = hint if former is None else _joined(former, hint)
    return tuple(sorted(found.values(), key=lambda hint: (hint.chance, hint.attempt, hint.source)))


def _joined(one: Hint, other: Hint) -> Hint:
    return replace(one, chance=min(one.chance, other.chance), agreements=(*one.agreements, *other.agreements))


def _standing(hint: Hint, dismissed: Mapping[tuple[AttemptKey, AttemptKey], Dismissal]) -> Dismissal | None:
    found = dismissed.get((hint.attempt, hint.source))
    return found if found is not None and found.agreements >= len(hint.agreements) else None


def _show(
    hint: Hint, works: tuple[DealtWork, DealtWork], dismissal: Dismissal | None, labs: Labs
) -> ShownHint:
    work, source = works
    labels: dict[Place, Text] = {}
    titles: dict[Place, Text] = {}
    agreeing = {agreement.place for agreement in hint.agreements}
    for slot in work.slots:
        for place, ask, _ in number_places(slot):
            if place in agreeing:
                labels[place] = ask.label
                titles[place] = slot.shown.title
        if is_lab(slot.shown):
            of_readings = {
                place: label
                for place in agreeing
                if place.slot == slot.name and (label := label_of(labs(slot.edition), place)) is not None
            }
            labels |= of_readings
            titles |= dict.fromkeys(of_readings, slot.shown.title)
    return ShownHint(
        hint=hint, alike=_alike(hint, work, source), labels=labels, titles=titles, dismissal=dismissal
    )


def _alike(hint: Hint, work: DealtWork, source: DealtWork) -> tuple[Alike, ...]:
    """Return further equal answers in the same tasks that are not right for the one the hint is about."""
    found = []
    for slot in dict.fromkeys(agreement.place.slot for agreement in hint.agreements):
        mine, theirs = _last(work, slot), _last(source, slot)
        if mine is None or theirs is None:
            continue
        for ask, verdict in mine.verdicts.items():
            agrees = any(
                one.place.slot == slot and one.place.part.partition(".")[0] == ask for one in hint.agreements
            )
            same = mine.answers.get(ask) is not None and mine.answers.get(ask) == theirs.answers.get(ask)
            shown = _shown_ask(work, slot, ask)
            if same and not agrees and shown.kind != "lab" and verdict.outcome in ("wrong", "partly"):
                title = _shown(work, slot).title
                found.append(Alike(slot=slot, title=title, label=shown.label, answer=mine.answers[ask]))
    return tuple(found)


def _shown(work: DealtWork, slot: str) -> ShownVariant:
    return next(one for one in work.slots if one.name == slot).shown


def _shown_ask(work: DealtWork, slot: str, ask: str) -> ShownAsk:
    return next(one for one in _shown(work, slot).asks if one.name == ask)


def _last(work: DealtWork, slot: str) -> Submission | None:
    return next(reversed(work.submissions_of(slot)), None)
