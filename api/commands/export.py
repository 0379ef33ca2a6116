"""`tetrad export`: everything in documented JSON, with objects and textbooks, for who leaves."""

import argparse
import contextlib
import json
import sys
from pathlib import Path

from api.backups.progress import Progress
from api.backups.surroundings import head_of
from api.bootstrap import open_installation
from api.commands.option_help import add_json, add_quiet, helper
from api.leaving.packing import pack
from api.migrations import foreign_tables
from api.refused import Refused
from api.settings import read_settings
from api.web.visits import present
from library_core.databases import DatabaseUnavailable
from library_core.objects import ObjectDamaged, ObjectMissing, ObjectStoreFailed

_OPEN = "The export holds personal data in the open; keep it as you keep the database."


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `tetrad export`."""
    say = helper(parser)
    parser.add_argument(
        "file",
        metavar="FILE.zip",
        help=say(
            "made anew; one that is there is not written over",
            "создаётся заново; существующий файл не перезаписывается",
        ),
    )
    add_quiet(parser, say)
    add_json(parser, say, lines=False)


def run(arguments: argparse.Namespace) -> int:
    """Pack everything; 1 if refused."""
    settings, path = read_settings(), Path(arguments.file).expanduser()
    if path.exists():
        raise Refused(
            f"{path} is there already; name a file that isn't.",
            f"Файл {path} уже есть; укажите имя, которого ещё нет.",
        )
    print(_OPEN, file=sys.stderr)
    try:
        with (
            Progress(arguments.file, quiet=arguments.quiet) as progress,
            contextlib.closing(open_installation(settings)) as application,
        ):
            counts = pack(application, path, head_of(settings, present()), progress.tell)
            others = application.database.read(foreign_tables)
    except (ObjectMissing, ObjectDamaged) as error:
        raise Refused(
            f"The object {error} is missing or damaged; `tetrad library verify` says what it belongs to.",
            f"Объекта {error} нет, или он повреждён; `tetrad library verify` скажет, чей он.",
        ) from error
    except (ObjectStoreFailed, DatabaseUnavailable, OSError) as error:
        raise Refused(
            f"The export was broken off: {error}. Begin it again.",
            f"Выгрузка оборвалась: {error}. Начните её снова.",
        ) from error
    for each in others:
        print(f"Not Tetrad's, and left out: the table {each}", file=sys.stderr)
    print(json.dumps(counts) if arguments.json else f"{path}: {sum(counts.values())} rows")
    return 0
