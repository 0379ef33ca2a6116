"""Practise a slot of a notebook: fresh variants from the share that is never dealt, and no grade."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from notebooks_engine.actors import Actor, Occasion
from notebooks_engine.attempts import FrozenSlot
from notebooks_engine.benching.slots import Labs, is_lab
from notebooks_engine.frozen_variants import freeze_variant
from notebooks_engine.lab_sessions import LabSession, PracticeBench
from notebooks_engine.pinning import PinnedNotebook, PinnedSlot, PinnedTask
from notebooks_engine.practice import PracticeKey, PracticeRun
from notebooks_engine.refusals import NotNow, missing_work
from notebooks_engine.repositories import Engine, Store
from notebooks_engine.showing import ShownVariant
from notebooks_engine.solutions import show_slot
from notebooks_engine.studying.checking import Entered, check_slot
from notebooks_engine.supplies import Supplies
from variants.texts import Text


def start_practice(
    store: Store, person: Actor, where: tuple[PinnedNotebook, str], supplies: Supplies, occasion: Occasion
) -> PracticeRun:
    """Give the person a fresh variant of this notebook's slot; the caller has made sure they may see it.

    Variants not seen yet come first, then the one seen longest ago. Raises Missing for no such slot,
    NotNow where no task of the slot keeps variants for practice.
    """
    notebook, name = where
    slot = next((slot for slot in notebook.slots if slot.name == name), None)
    if slot is None:
        raise missing_work()
    seen = store.read(lambda engine: engine.practices.seen(person, notebook.edition, name))
    task, member = _choose(slot, supplies, seen, occasion.secret)
    supply = supplies(task.edition)
    run = PracticeRun(
        key=PracticeKey(occasion.new_key()),
        school=person.school,
        person=person.person,
        notebook=notebook.edition,
        frozen=FrozenSlot(
            name=name,
            points=slot.points,
            task=task.name,
            edition=task.edition,
            member=member,
            compiler=supply.compiler,
            frozen=freeze_variant(supply.assemble(member), slot.points),
            givens=supply.stock.fingerprint(member),
        ),
        started_at=occasion.now,
    )
    store.write(lambda engine: engine.practices.add(run))
    return run


def find_practice(engine: Engine, person: Actor, key: PracticeKey) -> PracticeRun:
    """Return the person's own run; show it with `show_practice`. Raises Missing."""
    run = engine.practices.find(person, key)
    if run is None:
        raise missing_work()
    return run


def show_practice(run: PracticeRun) -> ShownVariant:
    """Return what a page may show of a run."""
    return show_slot(run.frozen, solved=run.solved)


def check_practice(
    store: Store, person: Actor, key: PracticeKey, entered: Entered, labs: Labs
) -> PracticeRun:
    """Check answers as often as one likes. Raises Missing, AnswersUnreadable, BadEntry."""

    def read(engine: Engine) -> tuple[PracticeRun, LabSession | None]:
        run = find_practice(engine, person, key)
        if not is_lab(run.frozen.shown):
            return run, None
        return run, engine.lab_sessions.find(person.school, PracticeBench(run=key))

    run, session = store.read(read)
    verdicts = check_slot(run.frozen, entered, session, labs)

    def keep(engine: Engine) -> PracticeRun:
        now = find_practice(engine, person, key)
        changed = replace(now, answers=entered.answers, verdicts=verdicts, checks=now.checks + 1)
        engine.practices.change(changed)
        return changed

    return store.write(keep)


def solve_practice(engine: Engine, person: Actor, key: PracticeKey) -> PracticeRun:
    """Show the worked solution of the person's own run from now on. Raises Missing."""
    solved = replace(find_practice(engine, person, key), solved=True)
    engine.practices.change(solved)
    return solved


def _choose(
    slot: PinnedSlot, supplies: Supplies, seen: Sequence[tuple[str, int]], secret: bytes
) -> tuple[PinnedTask, int]:
    choices = [(task, member) for task in slot.tasks for member in supplies(task.edition).practice]
    if not choices:
        raise NotNow(
            Text(
                en="There are no variants for practice here.",
                ru="Для тренировки здесь вариантов нет.",
            )
        )
    # Newest first: an early place means that it was seen lately.
    ago = {one: place for place, one in reversed(list(enumerate(seen)))}
    last_task = seen[0][0] if seen else ""

    def rank(choice: tuple[PinnedTask, int]) -> tuple[float, bool, bytes]:
        task, member = choice
        order = sha256(secret + f"{task.name}\x1f{member}".encode()).digest()
        return -ago.get((task.name, member), float("inf")), task.name == last_task, order

    return min(choices, key=rank)
