"""The `tetrad` command: imports the one command asked for, so that short commands start fast."""

import argparse
import gc
import importlib
import sys
from collections.abc import Sequence
from typing import Final

from api.refused import Refused

COMMANDS: Final = {
    "serve": ("api.commands.serve", "serve the application"),
    "prepare": ("api.commands.prepare", "make the pools that published tasks lack"),
    "publish": ("api.commands.publish", "publish documents from a folder"),
    "prove": ("api.commands.prove", "prove tasks on disk, and show what is known of each"),
    "lab": ("api.commands.lab", "read the instruments of a lab for constants and settings as said"),
    "deal": ("api.commands.deal", "deal a task or notebook document to invented students"),
    "check": ("api.commands.check", "check answers: JSON Lines in, verdicts out"),
    "preflight": ("api.commands.preflight", "check packages of publishers, and say how to mend them"),
    "textbook": ("api.commands.textbook", "build a textbook from Markdown, and see its paragraphs"),
    "library": ("api.commands.library", "verify, sweep and copy objects; set quotas"),
    "narrate": ("api.commands.narrate", "have a synthesiser speak a textbook"),
    "search": ("api.commands.search", "search the catalogue"),
    "user": ("api.commands.user", "add, list and change people"),
    "class": ("api.commands.classes", "add, list and fill classes"),
}

FEWER_COLLECTIONS: Final = (50_000, 20, 20)
"""Most values of this program hold no circles: looking for circles among them takes a third of a deal."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 refused, 2 wrong use, 130 interrupted."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    gc.set_threshold(*FEWER_COLLECTIONS)
    parser = argparse.ArgumentParser(
        prog="tetrad", description="A content library and interactive-notebook engine."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    asked = words[0] if words and words[0] in COMMANDS else None
    for name, (module, purpose) in COMMANDS.items():
        child = commands.add_parser(name, help=purpose, description=purpose)
        if name == asked:
            importlib.import_module(module).configure(child)
    parsed = parser.parse_args(words)
    try:
        status: int = importlib.import_module(COMMANDS[parsed.command][0]).run(parsed)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main())
