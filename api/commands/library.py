"""`tetrad library`: verify, sweep and copy objects, and set how much a school may keep."""

import argparse
import contextlib
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Never

from tqdm import tqdm

from api.bootstrap import Application, open_application, open_objects
from api.commands.option_help import Say, add_json, add_quiet, helper
from api.object_settings import parse_bucket
from api.refused import Refused
from api.settings import Settings, read_settings
from api.sizes import read_size, size_in_words
from api.web.visits import present
from library_core.moving import copy_objects
from library_core.objects import ObjectStore, ObjectStoreFailed
from library_core.people import SchoolKey
from library_core.sweeping import GraceTooShort, limit_of, sweep_objects
from library_core.uploading import expire_uploads, room_of
from library_core.verifying import verify_objects

_SPAN: Final = re.compile(r"(?P<number>[0-9]{1,6})(?P<unit>[hd])")
_MILLISECONDS: Final = {"h": 3600 * 1000, "d": 24 * 3600 * 1000}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the actions of `tetrad library`."""
    say = helper(parser)
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    verify = actions.add_parser(
        "verify",
        help=say(
            "read every object; say which are damaged or missing",
            "прочитать все объекты; сказать, какие повреждены или потеряны",
        ),
    )
    sweep = actions.add_parser(
        "sweep",
        help=say(
            "delete objects that nothing leads to, and forgotten uploads",
            "удалить объекты, на которые ничто не ссылается, и забытые загрузки",
        ),
    )
    copy = actions.add_parser(
        "copy",
        help=say(
            "copy all objects from one store into another; restartable",
            "скопировать все объекты из одного хранилища в другое; можно продолжить",
        ),
    )
    quota = actions.add_parser(
        "quota",
        help=say(
            "show what a school keeps, or set how much it may",
            "показать, сколько хранит школа, или задать, сколько можно",
        ),
    )
    _configure_sweep(sweep, say)
    _configure_copy(copy, say)
    _configure_quota(quota, say)
    for action in (verify, sweep, copy, quota):
        add_quiet(action, say)
        add_json(action, say)


def _configure_sweep(sweep: argparse.ArgumentParser, say: Say) -> None:
    sweep.add_argument(
        "--older-than",
        default="7d",
        metavar="SPAN",
        help=say("hours or days: 36h, 7d (usual)", "часы или дни: 36h, 7d (обычно)"),
    )
    sweep.add_argument(
        "--dry-run",
        action="store_true",
        help=say("delete nothing, print what would be", "ничего не удалять, напечатать, что было бы удалено"),
    )


def _configure_copy(copy: argparse.ArgumentParser, say: Say) -> None:
    place = say(
        "`folder`, `settings` (what TETRAD_OBJECTS names), a path, or s3://host:port/bucket",
        "`folder`, `settings` (как в TETRAD_OBJECTS), путь или s3://host:port/bucket",
    )
    copy.add_argument("source", metavar="FROM", help=place)
    copy.add_argument("target", metavar="TO", help=place)
    copy.add_argument(
        "--from-keys",
        default="",
        metavar="FILE",
        help=say("access key and secret in two lines", "ключ доступа и секрет в двух строках"),
    )
    copy.add_argument("--to-keys", default="", metavar="FILE", help=say("the same of TO", "то же для TO"))


def _configure_quota(quota: argparse.ArgumentParser, say: Say) -> None:
    quota.add_argument("school", metavar="SCHOOL", help=say("key of the school", "ключ школы"))
    quota.add_argument(
        "limit",
        metavar="BYTES",
        nargs="?",
        help=say("500M, 20G, or `usual`", "500M, 20G или `usual` (как обычно)"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked; 1 if something is damaged, missing or refused."""
    settings = read_settings()
    try:
        if arguments.action == "copy":
            return _copy(settings, arguments)
        with contextlib.closing(open_application(settings)) as application:
            return _ACTIONS[arguments.action](application, arguments)
    except ObjectStoreFailed as error:
        raise Refused(
            f"The store of objects does not answer: {error}. Begin again when it does.",
            f"Хранилище объектов не отвечает: {error}. Начните снова, когда ответит.",
        ) from error


def _verify(application: Application, arguments: argparse.Namespace) -> int:
    problems = count = 0
    with _bar(arguments, "objects") as bar:
        for found in verify_objects(application.objects, application.press.library):
            bar.update()
            count += 1
            if found.problem:
                problems += 1
                row = {"object": found.key, "problem": found.problem, "holders": list(found.holders)}
                holders = "; ".join(found.holders) or "nothing leads to it"
                _print(arguments, row, f"{found.problem}  {found.key}  {holders}")
    _sum_up(f"{count} objects, {problems} with problems")
    return 1 if problems else 0


def _sweep(application: Application, arguments: argparse.Namespace) -> int:
    span = _SPAN.fullmatch(arguments.older_than)
    if span is None:
        raise Refused(
            "--older-than takes hours or days, for example 36h or 7d.",
            "В --older-than нужны часы или дни, например 36h или 7d.",
        )
    try:
        limit = limit_of(present(), int(span["number"]) * _MILLISECONDS[span["unit"]])
    except GraceTooShort:
        raise Refused(
            "--older-than takes an hour at least: what is being published now has to stay.",
            "В --older-than не меньше часа: то, что публикуется сейчас, должно остаться.",
        ) from None
    if not arguments.dry_run:
        expired = expire_uploads(application.dock, present())
        cleared = application.objects.clear_incoming()
        _sum_up(f"{expired} forgotten uploads and {cleared} broken-off files removed")
    count = size = 0
    with _bar(arguments, "swept") as bar:
        for swept in sweep_objects(
            application.objects, application.press.library, put_before=limit, dry_run=arguments.dry_run
        ):
            bar.update()
            count, size = count + 1, size + swept.size
            _print(arguments, {"object": swept.key, "size": swept.size}, swept.key)
    done = "would be deleted" if arguments.dry_run else "deleted"
    _sum_up(f"{count} objects {done}, {size_in_words(size, 'en')}")
    return 0


def _copy(settings: Settings, arguments: argparse.Namespace) -> int:
    source = _open_store(settings, arguments.source, arguments.from_keys)
    target = _open_store(settings, arguments.target, arguments.to_keys)
    outcomes = {"copied": 0, "there already": 0, "damaged": 0}
    with _bar(arguments, "objects") as bar:
        for copied in copy_objects(source, target):
            bar.update()
            outcomes[copied.outcome] += 1
            if copied.outcome != "there already":
                row = {"object": copied.object.key, "outcome": copied.outcome}
                _print(arguments, row, f"{copied.outcome}  {copied.object.key}")
    _sum_up(", ".join(f"{count} {outcome}" for outcome, count in outcomes.items()))
    return 1 if outcomes["damaged"] else 0


def _quota(application: Application, arguments: argparse.Namespace) -> int:
    school = SchoolKey(arguments.school)
    if application.read(lambda unit: unit.people.find_school(school)) is None:
        raise Refused(
            f"There is no school `{school}`; `tetrad user list` shows the schools.",
            f"Школы `{school}` нет; школы показывает `tetrad user list`.",
        )
    if arguments.limit is not None:
        limit = None if arguments.limit == "usual" else _read_limit(arguments.limit)
        application.write(lambda unit: unit.library.quotas.set_limit(school, limit))
    room = room_of(application.dock, school)
    row = {"school": school, "limit": room.limit, "editions": room.editions, "uploads": room.under_way}
    words = [size_in_words(size, "en") for size in (room.used, room.limit, room.editions, room.under_way)]
    _print(arguments, row, "{}: {} of {} ({} in editions, {} in uploads)".format(school, *words))
    return 0


_ACTIONS: Final = {"verify": _verify, "sweep": _sweep, "quota": _quota}


def _open_store(settings: Settings, place: str, keys_file: str) -> ObjectStore:
    """Return the store of a place as it is typed."""
    if place.startswith("s3://"):
        return open_objects(parse_bucket(place, keys_file), settings.data)[0]
    if place == "settings":
        return open_objects(settings.objects, settings.data)[0]
    if place == "folder":
        return open_objects(None, settings.data)[0]
    folder = Path(place).expanduser().absolute()
    if folder.name != "objects":
        raise Refused(
            f"{place} is no folder of objects; its name is `objects`, in a folder of data.",
            f"{place} — не папка объектов; она называется `objects` и лежит в папке данных.",
        )
    return open_objects(None, folder.parent)[0]


def _read_limit(written: str) -> int:
    try:
        return read_size(written)
    except ValueError:
        raise Refused(
            f"{written} is no size; give bytes, 500M, 20G, or `usual`.",
            f"{written} — не размер; укажите байты, 500M, 20G или `usual`.",
        ) from None


def _bar(arguments: argparse.Namespace, words: str) -> "tqdm[Never]":
    return tqdm(desc=words, unit="", disable=arguments.quiet or not sys.stderr.isatty())


def _print(arguments: argparse.Namespace, row: Mapping[str, object], line: str) -> None:
    """Print one finding without tearing the bar."""
    with tqdm.external_write_mode():
        print(json.dumps(row, ensure_ascii=False) if arguments.json else line)


def _sum_up(words: str) -> None:
    print(words, file=sys.stderr)
