from collections.abc import Mapping
from dataclasses import replace

from notebooks_engine.appealing.fitting import fits
from notebooks_engine.appeals import Pattern
from variants.checkers.registry import check_answer
from variants.checkers.words.option_words import read_choice
from variants.keys import Answer, ChoiceKey, KnownMistake
from variants.texts import Text
from variants.variant import ChoiceShape, Option


def choice(
    answer: Answer,
    options: Mapping[str, str],
    right: tuple[str, ...],
    mistakes: Mapping[str, str] | None = None,
) -> Pattern:
    """What was chosen of these options, which stand in this order and say this, and its verdict.

    `mistakes` are the author's words on some of them.
    """
    pick = "one" if isinstance(answer, str) else "several"
    key = ChoiceKey(pick=pick, right=right, options=tuple(options))  # type: ignore[arg-type]
    named = [
        KnownMistake(key=replace(key, right=(name,)), say=Text(en=words))
        for name, words in (mistakes or {}).items()
    ]
    shown = tuple(Option(name=name, text=Text(en=text)) for name, text in options.items())
    shape = ChoiceShape(pick=key.pick, options=shown)
    verdict = replace(check_answer(key, answer, "en", named), read_as=read_choice(answer, shape, "en"))
    return Pattern(task="task", ask="way", key=key, answer=answer, language="en", verdict=verdict)


def test_an_option_fits_whatever_the_order_in_which_options_stand() -> None:
    accepted = choice("down", {"up": "Up", "down": "Down", "rest": "At rest"}, ("up",))
    shuffled = {"rest": "At rest", "down": "Down", "up": "Up"}

    assert fits(accepted, choice("down", shuffled, ("up",)))
    assert not fits(accepted, choice("rest", shuffled, ("up",)))
    assert not fits(accepted, choice("down", shuffled, ("rest",)))


def test_options_ticked_in_another_order_fit() -> None:
    accepted = choice(["ice", "salt"], {"ice": "Ice", "salt": "Salt", "gold": "Gold"}, ("ice",))
    shuffled = {"gold": "Gold", "salt": "Salt", "ice": "Ice"}

    assert fits(accepted, choice(["salt", "ice"], shuffled, ("ice",)))
    assert not fits(accepted, choice(["salt"], shuffled, ("ice",)))


def test_an_option_called_by_its_place_fits_only_where_it_is_the_same_mistake() -> None:
    accepted = choice("a", {"a": "20 m", "b": "10 m", "c": "5 m"}, ("b",), {"a": "Twice", "c": "Half"})

    half = choice("a", {"a": "7 m", "b": "14 m", "c": "28 m"}, ("b",), {"a": "Half", "c": "Twice"})
    twice = choice("c", {"a": "7 m", "b": "14 m", "c": "28 m"}, ("b",), {"a": "Half", "c": "Twice"})

    assert not fits(accepted, half)
    assert fits(accepted, twice)
    assert fits(accepted, accepted)
