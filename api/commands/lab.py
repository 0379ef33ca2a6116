"""`tetrad lab`: what the instruments of a lab show for constants and settings that somebody says."""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from api.commands.disk_labs import read_lab_at
from api.commands.option_help import Say, add_json, helper
from labs.documents.lab import Lab
from labs.proofs.apparatuses import ApparatusRefused
from labs.proofs.checks import NO_SECRET
from labs.proofs.trying import Trial, Tried, try_out
from labs.sessions import SECRET_BYTES, Refused
from variants.problems import DocumentRefused
from variants.quantities.numbers import print_number
from variants.quantities.units import print_unit
from variants.texts import LANGUAGES, Language

_WRONG_USE: Final = 2
_FIGURES: Final = 6


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `tetrad lab`."""
    say = helper(parser)
    parser.add_argument(
        "document",
        type=Path,
        metavar="DOCUMENT",
        help=say(
            "a lab's folder, its lab.yaml, or a built-in lab's id",
            "папка лабораторной работы, её lab.yaml или имя встроенной работы",
        ),
    )
    parser.add_argument(
        "--hidden",
        default="",
        metavar="NAME=VALUE,…",
        help=say("all hidden constants: k=50,offset=12mm", "все скрытые постоянные: k=50,offset=12mm"),
    )
    parser.add_argument(
        "--set",
        default="",
        metavar="NAME=VALUE,…",
        help=say(
            "settings that are not the starting ones: m=0.1kg", "настройки, отличные от начальных: m=0.1kg"
        ),
    )
    parser.add_argument(
        "--do",
        action="append",
        default=[],
        metavar="ACTION=AMOUNT",
        help=say(
            "do something first, in this order; wait=30 lets so many seconds pass",
            "сначала сделать это, по порядку; wait=30 — подождать столько секунд",
        ),
    )
    _configure_reading(parser, say)


def _configure_reading(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument(
        "--at",
        type=float,
        metavar="SECONDS",
        help=say("read at this lab time", "снять показания в этот момент времени опыта"),
    )
    parser.add_argument(
        "--exact",
        action="store_true",
        help=say(
            "values of the model, without the errors of instruments",
            "значения модели, без погрешностей приборов",
        ),
    )
    parser.add_argument(
        "--secret",
        type=_secret,
        default=NO_SECRET,
        metavar="HEX",
        help=say("the instruments' errors follow from it", "от него зависят погрешности приборов"),
    )
    add_json(parser, say, lines=False)
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        default="en",
        help=say("language of what is printed", "язык того, что печатается"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Print what is read; return 2 if something can't be set, done or read as was said."""
    language: Language = arguments.language
    try:
        lab = read_lab_at(arguments.document)
        tried = try_out(lab, _trial(arguments))
    except DocumentRefused as refused:
        for problem in refused.problems:
            print(problem.in_language(language), file=sys.stderr)
        return _WRONG_USE
    except (ApparatusRefused, Refused) as refused:
        print(f"tetrad lab: {refused.message.in_language(language)}", file=sys.stderr)
        return _WRONG_USE
    if arguments.json:
        print(json.dumps(_row(lab, tried), ensure_ascii=False))
    else:
        print("\n".join(_lines(tried, language)))
    return 0


def _secret(text: str) -> bytes:
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        raise argparse.ArgumentTypeError("a secret is hexadecimal") from None
    if len(secret) < SECRET_BYTES:
        raise argparse.ArgumentTypeError(f"a secret has {SECRET_BYTES} bytes at least")
    return secret


def _trial(arguments: argparse.Namespace) -> Trial:
    return Trial(
        hidden=dict(_named(arguments.hidden.split(","))),
        settings=dict(_named(arguments.set.split(","))),
        doings=tuple(_named(arguments.do)),
        secret=arguments.secret,
        at=arguments.at,
        exact=arguments.exact,
    )


def _named(typed: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield names with their values; an action without an amount has none."""
    for one in typed:
        name, _, value = one.partition("=")
        if name.strip():
            yield name.strip(), value.strip()


def _row(lab: Lab, tried: Tried) -> dict[str, Any]:
    """Return everything as plain data."""
    row: dict[str, Any] = {
        "lab": lab.id,
        "hidden": {name: one.value for name, one in tried.given.items() if one.hidden},
        "settings": {name: _setting(lab, name, value) for name, value in tried.settings.items()},
        "readings": tried.readings,
    }
    mishaps = [entry.mishap for entry in tried.log if entry.kind == "mishap"]
    if mishaps:
        row["mishaps"] = mishaps
    if tried.model is not None:
        row["model"] = tried.model
    return row


def _setting(lab: Lab, name: str, value: object) -> Mapping[str, Any] | object:
    form = lab.controls[name].form
    return {"value": value, "unit": getattr(form, "unit", "")} if isinstance(value, float | int) else value


def _lines(tried: Tried, language: Language) -> Iterator[str]:
    for name, shown in (*tried.readings.items(), *(tried.model or {}).items()):
        yield f"{name}: {_said(shown, language)}"


def _said(shown: Mapping[str, Any], language: Language) -> str:
    if "refused" in shown:
        return str(shown["refused"][language])
    if "mishap" in shown:
        return str(shown["mishap"])
    if shown.get("nothing"):
        return {"en": "nothing to measure", "ru": "измерять нечего"}[language]
    if "words" in shown:
        return str(shown["words"][language])
    value, unit = shown["value"], print_unit(shown.get("unit", ""), language)
    text = shown.get("text", "")
    if isinstance(value, float) and not isinstance(value, bool):
        digits = text.replace(".", ",") if language == "ru" else text
        return f"{digits or print_number(value, language, figures=_FIGURES)} {unit}".strip()
    return str(text if value is None and text else "—" if value is None else value)
