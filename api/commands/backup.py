"""`tetrad backup`: put everything into one file, or verify such a file."""

import argparse
import contextlib
import json
import sys
from pathlib import Path

from api.backups.progress import Progress
from api.backups.reading import verify
from api.backups.surroundings import head_of, key_of
from api.backups.writing import Inside, Source, write_backup
from api.bootstrap import Application, open_installation
from api.commands.option_help import add_json, add_quiet, helper
from api.erasing.register import read_register
from api.migrations import foreign_tables, revision_of
from api.refused import Refused
from api.settings import read_settings
from api.sizes import size_in_words
from api.web.visits import present
from library_core.databases import DatabaseUnavailable
from library_core.objects import ObjectStoreFailed

_UNENCRYPTED = (
    "The backup is not encrypted: it holds personal data, hashes of passwords and the installation's secret. "
    "Keep it as you keep the database, or encrypt it with --key FILE."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `tetrad backup`."""
    say = helper(parser)
    parser.add_argument(
        "file",
        metavar="FILE",
        help=say(
            "made anew; one that was broken off is gone on with",
            "создаётся заново; прерванный файл продолжается",
        ),
    )
    parser.add_argument(
        "--key",
        metavar="FILE",
        help=say(
            "encrypt with this key (or TETRAD_BACKUP_KEY_FILE)",
            "зашифровать этим ключом (или TETRAD_BACKUP_KEY_FILE)",
        ),
    )
    parser.add_argument(
        "--verify",
        action="store_true",
        help=say(
            "write nothing; read FILE and compare all", "ничего не писать; прочитать FILE и сверить всё"
        ),
    )
    add_quiet(parser, say)
    add_json(parser, say, lines=False)


def run(arguments: argparse.Namespace) -> int:
    """Write or verify; 1 if refused, or if objects were lost before the backup was made."""
    settings = read_settings()
    path, key = Path(arguments.file).expanduser(), key_of(settings, arguments.key)
    others: tuple[str, ...] = ()
    with Progress(arguments.file, quiet=arguments.quiet) as progress:
        if arguments.verify:
            contents = verify(path, key, progress.tell)
            rows, objects, lost = contents.rows, len(contents.objects), contents.lost
        else:
            if key is None:
                print(_UNENCRYPTED, file=sys.stderr)
            with contextlib.closing(open_installation(settings)) as application:
                inside = _write(application, path, key, progress)
                others = application.database.read(foreign_tables)
            rows, objects, lost = inside.rows, len(inside.objects), inside.lost_keys
    size = path.stat().st_size
    row = {
        "file": str(path),
        "rows": sum(rows.values()),
        "objects": objects,
        "bytes": size,
        "lost": lost,
        "left_out": others,
    }
    words = "{rows} rows and {objects} objects".format(**row)
    print(json.dumps(row) if arguments.json else f"{path}: {words}, {size_in_words(size, 'en')}")
    for each in others:
        print(f"Not Tetrad's, and left out: the table {each}", file=sys.stderr)
    for each in lost:
        print(f"Missing or damaged when the backup was made: {each}", file=sys.stderr)
    return 1 if lost else 0


def _write(application: Application, path: Path, key: bytes | None, progress: Progress) -> Inside:
    source = Source(
        read=application.database.read_at_length,
        needed=application.needed_objects,
        revision=revision_of,
        objects=application.objects,
        secret=application.secret,
        erased=read_register(application.settings.data),
        head=head_of(application.settings, present()),
    )
    try:
        return write_backup(path, key, source, progress.tell)
    except (ObjectStoreFailed, DatabaseUnavailable) as error:
        raise Refused(
            f"The backup was broken off: {error}. Give the same command again, and it goes on from there.",
            f"Резервное копирование оборвалось: {error}. Дайте ту же команду ещё раз, и оно продолжится.",
        ) from error
