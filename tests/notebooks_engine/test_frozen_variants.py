"""A dealt variant is frozen whole, and beside it what its student may see before anything is solved."""

import json
import zlib
from dataclasses import replace
from fractions import Fraction

from engine_worlds import opinion, quantity

from library_core.editions import EditionKey
from notebooks_engine.attempts import (
    FrozenSlot,
    freeze_slots,
    read_givens,
    slots_from_json,
    slots_to_json,
    thaw_slot,
    thaw_slots,
)
from notebooks_engine.frozen_variants import (
    freeze_variant,
    page_from_json,
    page_to_json,
    thaw_page,
    thaw_whole,
    write_line,
)
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
    assert thaw_whole(freeze_variant(VARIANT, Fraction(8))) == VARIANT


def test_slots_thaw_as_they_were_frozen_line_breaks_and_all() -> None:
    slots = (freeze("1"), freeze("2"))

    assert thaw_slots(freeze_slots(slots)) == slots


def test_one_slot_thaws_by_its_name_as_it_does_among_all() -> None:
    second = replace(freeze("2"), frozen=freeze_variant(replace(VARIANT, number=8), Fraction(8)))
    frozen = freeze_slots((freeze("1"), second, freeze("3")))

    assert thaw_slot(frozen, "2") == second
    assert thaw_slot(frozen, "4") is None


def test_the_part_for_a_page_holds_no_key_no_solution_and_nothing_hidden() -> None:
    page = freeze_variant(VARIANT, Fraction(8)).page

    assert "12.75" not in page
    assert "Multiply" not in page
    assert "31.7" not in page


def test_asks_on_a_page_share_the_points_of_their_slot() -> None:
    shown = thaw_page(freeze_variant(VARIANT, Fraction(8)).page)

    assert [ask.points for ask in shown.asks] == [Fraction(2), Fraction(6)]
    assert not shown.solved


def test_slots_come_back_from_plain_data() -> None:
    slots = (freeze("1"), freeze("2"))

    told = json.loads(json.dumps(slots_to_json(freeze_slots(slots))))

    assert thaw_slots(slots_from_json(told)) == slots


def test_plain_data_of_slots_is_their_head_then_page_and_whole_of_each() -> None:
    head, page, whole = slots_to_json(freeze_slots((freeze("1"),)))

    assert [slot["slot"] for slot in head["slots"]] == ["1"]
    assert [ask["name"] for ask in page["asks"]] == ["a", "b"]
    assert whole["solution"] == {"en": "Multiply."}


def test_a_page_of_the_former_form_is_still_read() -> None:
    page = freeze_variant(VARIANT, Fraction(8)).page
    told = page_to_json(page)

    former = "\t".join(map(write_line, ({**told, "asks": []}, *told["asks"])))

    assert thaw_page(former) == thaw_page(page)
    assert page_from_json(page_to_json(former)) == page


def test_asks_that_many_have_are_read_and_hashed_once() -> None:
    mine, theirs = (freeze_variant(replace(VARIANT, number=number), Fraction(8)).page for number in (1, 2))

    first, second = thaw_page(mine).asks, thaw_page(theirs).asks

    assert first is second
    assert hash(first) == hash(tuple(first))


def test_what_was_dealt_in_the_first_form_is_still_read() -> None:
    slots = (freeze("1"), freeze("2"))
    head, *values = slots_to_json(freeze_slots(slots))
    former = zlib.compress("\n".join(map(write_line, ({**head, "format": 2}, *values))).encode())

    thawed = thaw_slots(former)

    assert [slot.shown for slot in thawed] == [slot.shown for slot in slots]
    assert [slot.variant for slot in thawed] == [slot.variant for slot in slots]
    assert thaw_slot(former, "2") == thawed[1]
    assert read_givens(former) == read_givens(freeze_slots(slots))
