"""`tetrad import`: an export fills an empty installation; everybody is given a new password afterwards."""

import argparse
import contextlib
import json
import sys
from pathlib import Path

from api.backups.progress import Progress
from api.backups.zeros import told_of
from api.bootstrap import open_application, open_database, open_objects
from api.commands.option_help import add_erased, add_json, add_quiet, helper
from api.erasing.erasing import keep_erased
from api.erasing.free_space import clear_free_space
from api.erasing.register import merge_registers, read_list, read_register
from api.leaving.unpacking import Destination, unpack
from api.refused import Refused
from api.settings import read_settings
from library_core.databases import DatabaseUnavailable
from library_core.objects import ObjectStoreFailed


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `tetrad import`."""
    say = helper(parser)
    parser.add_argument(
        "file",
        metavar="FILE.zip",
        help=say("what `tetrad export` wrote", "то, что записала команда `tetrad export`"),
    )
    add_erased(parser, say)
    add_quiet(parser, say)
    add_json(parser, say, lines=False)


def run(arguments: argparse.Namespace) -> int:
    """Take everything in; 1 if refused, and then no row is there."""
    settings = read_settings()
    known = merge_registers(read_register(settings.data), read_list(arguments.erased))
    erased: list[int] = []
    try:
        with (
            Progress(arguments.file, quiet=arguments.quiet) as progress,
            contextlib.closing(open_database(settings)) as database,
            database.bare() as engine,
        ):
            taken = unpack(
                Path(arguments.file).expanduser(),
                Destination(
                    engine=engine,
                    objects=open_objects(settings.objects, settings.data)[0],
                    then=lambda connection: erased.append(keep_erased(connection, settings.data, known)),
                    largest=settings.largest_upload,
                    largest_together=settings.largest_import,
                ),
                progress.tell,
            )
    except (ObjectStoreFailed, DatabaseUnavailable) as error:
        raise Refused(
            f"The import was broken off: {error}. Give the same command again.",
            f"Приём оборвался: {error}. Дайте ту же команду ещё раз.",
        ) from error
    with contextlib.closing(open_application(settings)) as application:
        application.rebuild_index(lambda done, total: None)
    words = (
        f"{sum(taken.rows.values())} rows, {erased[-1]} erased persons left out. "
        "Give new passwords: `tetrad user reset`, or slips of a class."
    )
    print(
        json.dumps({**taken.rows, "erased": erased[-1], "replaced": taken.replaced})
        if arguments.json
        else words
    )
    for each in told_of(taken.replaced, arguments.told_in):
        print(each, file=sys.stderr)
    if erased[-1]:
        # Last: whatever hinders it, everything else is done.
        clear_free_space(settings, all_of_it=True)
    return 0
