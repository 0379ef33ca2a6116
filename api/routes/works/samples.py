"""Sample variants for who looks before students do: from the practice share, so that nobody is dealt them.

Where variants are not made yet, there are no samples and no capacity.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

from api.routes.works.bench_cards import sample_card
from api.shelf import PoolLacking
from api.web.visits import Visit
from library_core.editions import EditionKey
from notebooks_engine.notebooks import Prose
from notebooks_engine.showing import ShownVariant, show_variant
from notebooks_engine.supplies import Supply
from variants.dealing.stocks import SlotStocks, stock_capacity

SAMPLES: Final = 3


def sample_blocks(visit: Visit, edition: EditionKey, *, solutions: bool) -> list[dict[str, Any]]:
    """Return a notebook's prose and slots, each slot with samples of its tasks and its capacity."""
    school, shelf = visit.reader.school, visit.application.shelf
    pinned = {slot.name: slot for slot in shelf.pinned(school, edition).slots}
    blocks: list[dict[str, Any]] = []
    for block in shelf.notebook(school, edition).blocks:
        if isinstance(block, Prose):
            blocks.append({"prose": block.html})
            continue
        if pinned[block.name].lab:
            (lab,) = pinned[block.name].tasks
            blocks.append({"lab": sample_card(visit, block.name, lab.edition)})
            continue
        try:
            supplies = {task.name: shelf.supply(school, task.edition) for task in pinned[block.name].tasks}
        except PoolLacking:
            blocks.append({"slot": {"place": block.name, "capacity": None, "samples": []}})
        else:
            blocks.append({"slot": _sampled(block.name, supplies, solutions)})
    return blocks


def _sampled(place: str, supplies: Mapping[str, Supply], solutions: bool) -> dict[str, Any]:  # noqa: FBT001
    stocks = {name: supply.stock for name, supply in supplies.items()}
    samples = _samples(list(supplies.values()), solutions)
    return {
        "place": place,
        "capacity": stock_capacity([SlotStocks(slot=place, stocks=stocks)])[place],
        "samples": [{"task": variant, "solution": solutions} for variant in samples],
    }


def sample_variants(supply: Supply, number: int, *, solutions: bool) -> Iterator[ShownVariant]:
    """Yield variants of one task, from its practice share or, where it has none, from what is dealt."""
    members = supply.practice or supply.stock.members
    for member in members[:number]:
        variant = supply.assemble(member)
        worth: dict[str, Fraction] = {ask.name: ask.points for ask in variant.asks}
        yield show_variant(variant, worth, solved=solutions)


def _samples(supplies: list[Supply], solutions: bool) -> Iterator[ShownVariant]:  # noqa: FBT001
    """Yield as many samples as a slot shows, from as many of its tasks as there are."""
    turns = [sample_variants(supply, SAMPLES, solutions=solutions) for supply in supplies]
    shown = 0
    while shown < SAMPLES and turns:
        for turn in list(turns):
            variant = next(turn, None)
            if variant is None:
                turns.remove(turn)
            elif shown < SAMPLES:
                shown += 1
                yield variant
