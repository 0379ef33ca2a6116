"""A choice is read back in the words of its options."""

import pytest

from variants.checkers.words.option_words import read_choice
from variants.keys import Answer, Pick
from variants.texts import Text
from variants.variant import ChoiceShape, Option

OPTIONS = (
    Option(name="a", text=Text(en="it <em>rests</em>", ru="<em>покоится</em>")),
    Option(name="b", text=Text(en="it slides", ru="скользит &amp; едет")),
)
ITEMS = (Option(name="x", text=Text(en="first", ru="первый")), Option(name="y", text=Text(ru="второй")))


@pytest.mark.parametrize(
    ("pick", "answer", "said"),
    [
        ("one", "a", "покоится"),
        ("several", ["a", "b"], "покоится; скользит & едет"),
        ("ordering", ["b", "a"], "скользит & едет < покоится"),
        ("matching", {"x": "b", "y": ""}, "первый → скользит & едет; второй → …"),
    ],
)
def test_what_was_chosen_is_said_in_words(pick: Pick, answer: Answer, said: str) -> None:
    shape = ChoiceShape(pick=pick, options=OPTIONS, items=ITEMS if pick == "matching" else ())

    assert read_choice(answer, shape, "ru").text == said
