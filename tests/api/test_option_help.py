"""Every option of every command says what it is for, in the language that the command was asked in."""

import argparse
import importlib
from collections.abc import Iterator

import pytest

from api.commands.main import COMMANDS
from api.commands.option_help import TOLD_IN
from variants.texts import Language


def helps(parser: argparse.ArgumentParser, way: str = "") -> Iterator[tuple[str, str | None]]:
    """Yield what is said of each argument of a parser and of those under it."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for choice in action._choices_actions:
                yield f"{way} {choice.dest}", choice.help
            for name, child in action.choices.items():
                yield from helps(child, f"{way} {name}")
        elif not isinstance(action, argparse._HelpAction):
            yield f"{way} {'/'.join(action.option_strings) or action.dest}", action.help


def told(name: str, language: Language) -> dict[str, str | None]:
    parser = argparse.ArgumentParser(prog=name)
    parser.set_defaults(**{TOLD_IN: language})
    importlib.import_module(COMMANDS[name][0]).configure(parser)
    return dict(helps(parser))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained_in_both_languages(name: str) -> None:
    english, russian = told(name, "en"), told(name, "ru")

    assert english.keys() == russian.keys()
    assert [option for option, words in (english | russian).items() if not words] == []
    alike = {option for option, words in english.items() if words == russian[option]}
    assert alike == set()
