"""`tetrad secret`: say whether this node has the installation's secret, or let it work with another one."""

import argparse
import contextlib
from typing import Final

from api.bootstrap import open_database, require_installation
from api.commands.option_help import helper
from api.secret_marks import open_secret, own_secret, replace_mark
from api.settings import read_settings
from variants.texts import Text

FITS: Final = Text(
    en="The secret here is the one that the installation works with.",
    ru="Секрет здесь тот, с которым работает установка.",
)
REPLACED: Final = Text(
    en="The installation works with the secret of this node from now on. Copy it to all the others.",
    ru="Теперь установка работает с секретом этого узла. Скопируйте его на все остальные.",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `tetrad secret`."""
    say = helper(parser)
    parser.add_argument(
        "--replace",
        action="store_true",
        help=say(
            "work with the secret of this node from now on, while all nodes and workers are stopped: open "
            "forms are refused once, addresses of files end, and what browsers have not sent yet can't be "
            "opened any more",
            "отныне работать с секретом этого узла (все узлы и исполнители остановлены): открытые формы "
            "один раз не будут приняты, адреса файлов перестанут действовать, а то, что браузеры ещё не "
            "отправили, уже не открыть",
        ),
    )


def run(arguments: argparse.Namespace) -> int:
    """Compare, or replace; 1 if the secret is another one."""
    settings = read_settings()
    require_installation(settings)
    with contextlib.closing(open_database(settings)) as database:
        if not arguments.replace:
            open_secret(settings, database)
        else:
            secret = own_secret(settings)
            database.write(lambda connection: replace_mark(connection, secret))
    print((REPLACED if arguments.replace else FITS).in_language(arguments.told_in))
    return 0
