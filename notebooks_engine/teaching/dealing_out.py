"""Deal a notebook's tasks and freeze them: alike for a first deal, newcomers and another attempt."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from library_core.people import PersonKey
from notebooks_engine.actors import Occasion
from notebooks_engine.assignments import Assignment, dealt_tasks
from notebooks_engine.attempts import Attempt, AttemptKey, FrozenSlot
from notebooks_engine.deals import DealtAttempt
from notebooks_engine.frozen_variants import FrozenVariant, freeze_variant
from notebooks_engine.pinning import PinnedSlot
from notebooks_engine.refusals import BadEntry
from notebooks_engine.supplies import Supplies, Supply
from variants.dealing.dealers import NOTHING_SEEN, Dealer, Seen
from variants.dealing.separations import TaskSeparation, separate
from variants.dealing.stocks import Dealt, NothingToDeal, Row, SlotStocks
from variants.stocks import say_other_limits
from variants.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The slots of a notebook with what there is to deal in each."""

    slots: tuple[PinnedSlot, ...]
    supplies: Mapping[str, Supply]
    stocks: tuple[SlotStocks, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """What one student is given: which attempt of theirs it is, and its place in the deal."""

    assignment: Assignment
    student: PersonKey
    number: int
    position: int
    row: Row


def lay_out(slots: tuple[PinnedSlot, ...], supplies: Supplies) -> Table:
    """Return the table of these slots. Raises BadEntry where tasks give a shared parameter other limits."""
    supply = {name: supplies(edition) for name, edition in dealt_tasks(slots).items()}
    stocks = tuple(
        SlotStocks(slot=slot.name, stocks={task.name: supply[task.name].stock for task in slot.tasks})
        for slot in slots
    )
    _agree_on_shared(supply)
    return Table(slots=slots, supplies=supply, stocks=stocks)


def begin_deal(table: Table, secret: bytes, planned: int, before: Iterable[DealtAttempt] = ()) -> Dealer:
    """Return a dealer who knows what was dealt before. Raises BadEntry where there is nothing to deal."""
    try:
        dealer = Dealer(table.stocks, secret, planned=planned)
    except NothingToDeal as error:
        raise BadEntry(_say_nothing(error)) from error
    for attempt in before:
        dealer.note(attempt.givens)
    return dealer


def deal_each(
    dealer: Dealer, table: Table, students: Sequence[PersonKey], seen: Mapping[PersonKey, Seen]
) -> Iterator[Row]:
    """Deal to students one after another; who is in two classes has seen the first row by the second."""
    twice = {student for student, times in Counter(students).items() if times > 1}
    stocks = {task: stock for slot in table.stocks for task, stock in slot.stocks.items()}
    known = dict(seen)
    for student in students:
        before = known.get(student, NOTHING_SEEN)
        row = dealer.deal(before)
        if student in twice:
            shown = [(task, stocks[task].fingerprint(member)) for task, member in row.values()]
            tasks = dict.fromkeys((*before, *(task for task, _ in shown)))
            known[student] = {
                task: [*(givens for name, givens in shown if name == task), *before.get(task, ())]
                for task in tasks
            }
        yield row


def freeze_hands(table: Table, hands: Sequence[Hand], occasion: Occasion) -> tuple[Attempt, ...]:
    """Return the attempts of these students, with their variants assembled and frozen."""
    freezer = _Freezer(table, hands)
    return tuple(
        Attempt(
            key=AttemptKey(occasion.new_key()),
            school=hand.assignment.school,
            assignment=hand.assignment.key,
            student=hand.student,
            number=hand.number,
            position=hand.position,
            slots=tuple(freezer.freeze(name, dealt) for name, dealt in hand.row.items()),
        )
        for hand in hands
    )


def measure_separation(
    table: Table, before: Iterable[DealtAttempt], hands: Iterable[Hand]
) -> tuple[TaskSeparation, ...]:
    """Return how far apart a deal has kept all its students, those who were dealt to before among them."""
    return separate(table.stocks, [*known_rows(table, before), *(hand.row for hand in hands)])


def known_rows(table: Table, before: Iterable[DealtAttempt]) -> list[Row]:
    """Return what was dealt before, as far as it still is among what there is to deal."""
    return [_known_row(table, attempt) for attempt in before]


def _known_row(table: Table, attempt: DealtAttempt) -> Row:
    row: dict[str, Dealt] = {}
    for slot in table.stocks:
        task, givens = attempt.givens.get(slot.slot, ("", ""))
        stock = slot.stocks.get(task)
        place = stock.fingerprints.get(givens) if stock is not None else None
        if stock is not None and place is not None:
            row[slot.slot] = Dealt(task, stock.distinct[place])
    return row


def _agree_on_shared(supplies: Mapping[str, Supply]) -> None:
    """Raise BadEntry if two tasks share a parameter whose limits differ."""
    first: dict[str, tuple[str, object]] = {}
    for task, supply in supplies.items():
        for name, shared in supply.stock.shared.items():
            other, limits = first.setdefault(name, (task, shared.limits))
            if limits != shared.limits:
                words = say_other_limits(name, other)
                raise BadEntry(Text(en=f"{task}: {words.en}.", ru=f"{task}: {words.ru}."))


def _say_nothing(error: NothingToDeal) -> Text:
    if error.shared:
        return Text(
            en=f"Slot {error.slot}: task {error.task} and the others have no common value of {error.shared}.",
            ru=f"Слот {error.slot}: у задачи {error.task} и остальных нет общего значения {error.shared}.",
        )
    return Text(
        en=f"Slot {error.slot} has a task without variants: {error.task}.",
        ru=f"В слоте {error.slot} есть задача без вариантов: {error.task}.",
    )


class _Freezer:
    """Assembles all dealt variants of a task together, and freezes each before the next task's turn."""

    def __init__(self, table: Table, hands: Iterable[Hand]) -> None:
        self._slots = {slot.name: slot for slot in table.slots}
        self._editions = dealt_tasks(table.slots)
        self._supplies = table.supplies
        self._frozen: dict[tuple[str, Dealt], FrozenVariant] = {}
        by_task: dict[str, set[tuple[str, Dealt]]] = {}
        for hand in hands:
            for place in hand.row.items():
                by_task.setdefault(place[1].task, set()).add(place)
        for task, places in by_task.items():
            self._freeze_all(task, places)

    def _freeze_all(self, task: str, places: Collection[tuple[str, Dealt]]) -> None:
        members = sorted({dealt.member for _, dealt in places})
        variants = dict(zip(members, self._supplies[task].assemble_all(members), strict=True))
        for slot, dealt in places:
            worth = self._slots[slot].points
            self._frozen[slot, dealt] = freeze_variant(variants[dealt.member], worth)

    def freeze(self, slot: str, dealt: Dealt) -> FrozenSlot:
        """Return the slot with its variant, numbered from 1 as its member is in the pool."""
        supply = self._supplies[dealt.task]
        return FrozenSlot(
            name=slot,
            points=self._slots[slot].points,
            task=dealt.task,
            edition=self._editions[dealt.task],
            member=dealt.member,
            compiler=supply.compiler,
            frozen=self._frozen[slot, dealt],
            givens=supply.stock.fingerprint(dealt.member),
        )
