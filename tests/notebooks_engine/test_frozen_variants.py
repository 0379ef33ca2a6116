"""A dealt variant is frozen whole, and beside it what its student may see before anything is solved."""

from fractions import Fraction

from engine_worlds import opinion, quantity

from library_core.editions import EditionKey
from notebooks_engine.attempts import FrozenSlot, freeze_slots, thaw_slots
from notebooks_engine.frozen_variants import freeze_variant, thaw_page, thaw_whole
from variants.texts import Text
from variants.variant import Given, Variant

VARIANT = Variant(
    task="t",
    number=7,
    title=Text(en="Two\nlines", ru="Две строки"),
    given=(
        Given(name="m", plain=Text(en="2 kg"), value={"value": 2.0, "unit": "kg"}),
        Given(name="secret", plain=Text(en="31.7"), value=31.7, hidden=True),
    ),
    statement=Text(en="How far?"),
    asks=(quantity("a", 12.75, 1), opinion("b", 3)),
    solution=Text(en="Multiply."),
)


def freeze(name: str) -> FrozenSlot:
    return FrozenSlot(
        name=name,
        points=Fraction(8),
        task="t",
        edition=EditionKey("t@1"),
        member=0,
        compiler="test",
        frozen=freeze_variant(VARIANT, Fraction(8)),
    )


def test_a_variant_thaws_as_it_was_frozen() -> None:
    assert thaw_whole(freeze_variant(VARIANT, Fraction(8)).whole) == VARIANT


def test_slots_thaw_as_they_were_frozen_line_breaks_and_all() -> None:
    slots = (freeze("1"), freeze("2"))

    assert thaw_slots(freeze_slots(slots)) == slots


def test_the_part_for_a_page_holds_no_key_no_solution_and_nothing_hidden() -> None:
    page = freeze_variant(VARIANT, Fraction(8)).page

    assert "12.75" not in page
    assert "Multiply" not in page
    assert "31.7" not in page


def test_asks_on_a_page_share_the_points_of_their_slot() -> None:
    shown = thaw_page(freeze_variant(VARIANT, Fraction(8)).page)

    assert [ask.points for ask in shown.asks] == [Fraction(2), Fraction(6)]
    assert not shown.solved
