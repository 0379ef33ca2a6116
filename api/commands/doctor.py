"""`tetrad doctor`: look at everything that Tetrad depends on, and say in words what to do."""

import argparse
import json
import os
from collections.abc import Iterator, Mapping
from typing import Final

from api.commands.option_help import add_json, helper
from api.diagnosing.addresses import addresses
from api.diagnosing.databases import database
from api.diagnosing.findings import Finding, Look, Looked, refused
from api.diagnosing.machine import browser_files, data_folder, room, versions
from api.diagnosing.secret_files import secret_contents, secret_files, secrets_in_the_environment
from api.diagnosing.settings import consistency, names
from api.diagnosing.stores import index, objects
from api.refused import Refused
from api.settings import read_settings
from variants.texts import LANGUAGES

LOOKS: Final[tuple[Look, ...]] = (
    names,
    consistency,
    versions,
    browser_files,
    data_folder,
    room,
    secret_files,
    secret_contents,
    secrets_in_the_environment,
    database,
    objects,
    index,
    addresses,
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `tetrad doctor`."""
    say = helper(parser)
    add_json(parser, say)
    parser.add_argument(
        "--language", choices=LANGUAGES, help=say("language of the sentences", "язык предложений")
    )


def run(arguments: argparse.Namespace) -> int:
    """Print what was found, a line a thing; 1 if something does not work."""
    failed = False
    for finding in diagnose(os.environ):
        failed = failed or finding.level == "fail"
        sentence = finding.text.in_language(arguments.language or arguments.told_in)
        if arguments.json:
            row = {"check": finding.name, "level": finding.level, "message": sentence}
            print(json.dumps(row, ensure_ascii=False), flush=True)
        else:
            print(f"{finding.level:<5} {finding.name}: {sentence}", flush=True)
    return 1 if failed else 0


def diagnose(given: Mapping[str, str]) -> Iterator[Finding]:
    """Look at everything that these variables lead to; settings that can't be read end it there."""
    try:
        looked = Looked(settings=read_settings(given), given=given)
    except Refused as error:
        yield refused("settings", error.text)
        return
    for look in LOOKS:
        yield from look(looked)
