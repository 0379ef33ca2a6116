"""`tetrad restore`: fill an empty installation with a backup, whichever engines it came from."""

import argparse
import contextlib
import json
import sys
from pathlib import Path

from sqlalchemy import Connection

from api.backups.progress import Progress
from api.backups.reading import open_backup
from api.backups.records import ObjectRecord
from api.backups.restoring import Restored, Target, restore, secret_in
from api.backups.surroundings import keep_secret, key_of, require_secret
from api.backups.zeros import told_of
from api.bootstrap import open_application, open_database, open_objects
from api.commands.option_help import add_erased, add_json, add_quiet, helper
from api.erasing.erasing import keep_erased
from api.erasing.free_space import clear_free_space
from api.erasing.register import merge_registers, read_list, read_register
from api.refused import Refused
from api.secret_file import write_secret
from api.settings import Settings, read_settings
from library_core.databases import DatabaseUnavailable
from library_core.objects import ObjectStoreFailed


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `tetrad restore`."""
    say = helper(parser)
    parser.add_argument(
        "file",
        metavar="FILE",
        help=say("what `tetrad backup` wrote", "то, что записала команда `tetrad backup`"),
    )
    parser.add_argument(
        "--key",
        metavar="FILE",
        help=say(
            "the key it is encrypted with (or TETRAD_BACKUP_KEY_FILE)",
            "ключ, которым зашифрован файл (или TETRAD_BACKUP_KEY_FILE)",
        ),
    )
    add_erased(parser, say)
    parser.add_argument(
        "--secret-to",
        metavar="FILE",
        help=say(
            "restore nothing; write the backup's secret to FILE",
            "ничего не восстанавливать; записать секрет копии в FILE",
        ),
    )
    add_quiet(parser, say)
    add_json(parser, say, lines=False)


def run(arguments: argparse.Namespace) -> int:
    """Restore; 1 if refused, and then no row is there."""
    settings = read_settings()
    path, key = Path(arguments.file).expanduser(), key_of(settings, arguments.key)
    with Progress(arguments.file, quiet=arguments.quiet) as progress:
        if arguments.secret_to:
            return _write_secret(path, key, Path(arguments.secret_to), progress)
        restored, erased = _restore(settings, path, key, arguments.erased, progress)
    with contextlib.closing(open_application(settings)) as application:
        application.rebuild_index(lambda done, total: None)
    contents = restored.contents
    row = {
        "file": str(path),
        "rows": sum(contents.rows.values()),
        "objects": len(contents.objects),
        "erased": erased,
        "lost": contents.lost,
        "replaced": restored.replaced,
    }
    words = "{rows} rows and {objects} objects restored, {erased} erased persons left out".format(**row)
    print(json.dumps(row) if arguments.json else f"{path}: {words}")
    for each in told_of(restored.replaced, arguments.told_in):
        print(each, file=sys.stderr)
    for each in contents.lost:
        print(f"Was missing or damaged when the backup was made: {each}", file=sys.stderr)
    if erased:
        # Last: whatever hinders it, everything else is done.
        clear_free_space(settings, all_of_it=True)
    return 1 if contents.lost else 0


def _restore(
    settings: Settings, path: Path, key: bytes | None, newer: str | None, progress: Progress
) -> tuple[Restored, int]:
    """Restore rows and objects; return what there was, and how many erased persons were left out."""
    known = merge_registers(read_register(settings.data), read_list(newer))
    again: list[int] = []

    def keep_out(connection: Connection, register: bytes) -> None:
        again.append(keep_erased(connection, settings.data, merge_registers(register, known)))

    try:
        with contextlib.closing(open_database(settings)) as database, database.bare() as engine:
            target = Target(
                engine=engine,
                objects=open_objects(settings.objects, settings.data)[0],
                require_secret=lambda secret: require_secret(settings, secret),
                keep_secret=lambda secret: keep_secret(settings, secret),
                keep_erased=keep_out,
            )
            return restore(path, key, target, progress.tell), again[-1]
    except (ObjectStoreFailed, DatabaseUnavailable) as error:
        raise Refused(
            f"The restore was broken off: {error}. Give the same command again: objects that are there stay.",
            f"Восстановление оборвалось: {error}. Дайте ту же команду ещё раз: объекты, которые есть, "
            "останутся.",
        ) from error


def _write_secret(path: Path, key: bytes | None, to: Path, progress: Progress) -> int:
    with open_backup(path, key) as reading:
        described = reading.objects_first(ObjectRecord.drain, progress.tell)
    write_secret(to.expanduser(), secret_in(described))
    print(f"The secret of the backup stands in {to}.")
    return 0
