"""`tetrad deal`: deal a document from disk to invented students, and print what each of them gets."""

import argparse
import json
import secrets
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import isfinite
from pathlib import Path
from typing import Any, Final

from tqdm import tqdm

from api.commands.disk_documents import SlotOnDisk, read_slots
from api.commands.option_help import Say, helper
from labs.documents.lab import Lab
from labs.supplying import assemble_lab
from variants.checkers.registry import type_key
from variants.dealing.dealers import deal_rows
from variants.dealing.separations import TOLERANCES_APART, Tally, TaskSeparation
from variants.dealing.stocks import Dealt, NothingToDeal, Row, SlotStocks, stock_capacity
from variants.keys import Key, QuantityKey, Tolerance
from variants.pools import Pool, build_pool
from variants.problems import DocumentRefused, Problem
from variants.prose.plain import plain_text
from variants.stocks import shared_disagreements, stock_of_pool
from variants.templates.assembly import assemble_all
from variants.templates.task import Task
from variants.texts import LANGUAGES, Language, Text
from variants.variant import Ask, Variant

MOST_STUDENTS: Final = 100_000
TOGETHER: Final = 500
"""Students whose variants are assembled and held at once."""
LEAST_SECRET: Final = 16
"""Bytes."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `tetrad deal`."""
    say = helper(parser)
    parser.add_argument(
        "path",
        type=Path,
        metavar="PATH",
        help=say(
            "a task (.yaml), a lab's folder, a notebook (.ru.md) or its folder",
            "задача (.yaml), папка лабораторной работы, тетрадь (.ru.md) или её папка",
        ),
    )
    parser.add_argument(
        "--students",
        type=_students,
        default=30,
        metavar="N",
        help=say("how many in a class (default 30)", "сколько учеников в классе (обычно 30)"),
    )
    parser.add_argument(
        "--classes",
        type=_students,
        default=1,
        metavar="N",
        help=say(
            "parallel classes dealt together (default 1)", "сколько параллельных классов вместе (обычно 1)"
        ),
    )
    _configure_printing(parser, say)


def _configure_printing(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        default="en",
        help=say("language of texts and answers", "язык текстов и ответов"),
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help=say("write JSON Lines, one student a line", "писать JSON Lines, по ученику в строке"),
    )
    parser.add_argument(
        "--hidden",
        action="store_true",
        help=say(
            "print what students don't see, too: constants of apparatus",
            "печатать и то, чего ученики не видят: постоянные установок",
        ),
    )
    parser.add_argument(
        "--secret",
        type=_secret,
        metavar="HEX",
        help=say("repeat a deal (default: a random one)", "повторить раздачу (обычно — случайная)"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Deal and print; return 1 if a document is refused."""
    language: Language = arguments.language
    students, classes = arguments.students, arguments.classes
    if students * classes > MOST_STUDENTS:
        print(f"{students} × {classes} > {MOST_STUDENTS}", file=sys.stderr)
        return 2
    try:
        slots = read_slots(arguments.path)
        _demand_language(slots, language)
        _demand_agreement(slots)
        deal = prepare_deal(slots, students * classes, language)
        names = _names(students, classes, language)
        secret = arguments.secret or secrets.token_bytes(32)
        for line in deal_lines(deal, names, secret, language, with_hidden=arguments.hidden):
            print(
                json.dumps(line, ensure_ascii=False)
                if arguments.json
                else "\n".join(_readable(line, language))
            )
        for words in describe_separation(deal.tally.result(), language):
            print(words, file=sys.stderr)
    except DocumentRefused as refused:
        for problem in refused.problems:
            print(problem.in_language(language), file=sys.stderr)
        return 1
    except NothingToDeal as error:
        print(error, file=sys.stderr)
        return 1
    return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DealOnDisk:
    """Documents from disk with their pools, ready to be dealt; `tally` counts what has been dealt."""

    pools: Mapping[str, Pool]
    labs: Mapping[str, Lab]
    shelves: tuple[SlotStocks, ...]
    tally: Tally


def prepare_deal(slots: Sequence[SlotOnDisk], students: int, language: Language) -> DealOnDisk:
    """Build the pools of these slots, and warn where they don't suffice for so many students."""
    dealt = _dealt_in(slots)
    pools = {name: build_pool(task) for name, task in _with_progress(dealt.items(), len(dealt))}
    stocks = {name: stock_of_pool(pool) for name, pool in pools.items()}
    shelves = tuple(
        SlotStocks(slot=slot.name, stocks={name: stocks[name] for name in _dealt_in([slot])})
        for slot in slots
    )
    labs = {slot.lab.lab.id: slot.lab.lab for slot in slots if slot.lab is not None}
    _warn_of_repeats(shelves, labs, students, language)
    return DealOnDisk(pools=pools, labs=labs, shelves=shelves, tally=Tally(shelves))


def _dealt_in(slots: Iterable[SlotOnDisk]) -> dict[str, Task]:
    """Return what these slots deal of by name: tasks, and labs as the tasks that their apparatus are."""
    dealt: dict[str, Task] = {}
    for slot in slots:
        dealt.update({task.id: task for task in slot.tasks})
        if slot.lab is not None:
            dealt[slot.lab.lab.id] = slot.lab.lab.apparatus
    return dealt


def deal_lines(
    deal: DealOnDisk, students: Sequence[str], secret: bytes, language: Language, *, with_hidden: bool = False
) -> Iterator[dict[str, Any]]:
    """Yield for each student what was dealt, as the plain data of one JSON line. Raises NothingToDeal.

    Only some students' variants are held at a time, however many there are. `with_hidden` adds what no
    student is shown.
    """
    rows = zip(students, deal_rows(deal.shelves, len(students), secret), strict=True)
    while together := list(islice(rows, TOGETHER)):
        variants = _assemble(deal, [row for _, row in together])
        for student, row in together:
            deal.tally.add(row)
            lines = [_variant_line(deal, slot, variants[one], language) for slot, one in row.items()]
            if with_hidden:
                for line, one in zip(lines, row.values(), strict=True):
                    line["hidden"] = _givens(variants[one], language, hidden=True)
            yield {"student": student, "variants": lines}


def describe_separation(separations: Iterable[TaskSeparation], language: Language) -> Iterator[str]:
    """Yield a line for each task that was dealt: how far apart its answers lie."""
    for one in separations:
        if one.dealt:
            yield f"{one.slot}. {one.task}: {_separation(one).in_language(language)}"


def _separation(one: TaskSeparation) -> Text:
    givens = Text(
        f"dealt {one.dealt}, different givens {one.different}",
        f"роздано {one.dealt}, разных условий {one.different}",
    )
    if one.smallest is None or one.dealt < 2:
        return givens
    smallest = f"{one.smallest:.3g}" if isfinite(one.smallest) else "∞"
    return Text(
        f"{givens.en}; smallest distance of answers {smallest} tolerances,"
        f" pairs closer than {TOLERANCES_APART}: {one.close}",
        f"{givens.ru}; наименьшее расстояние ответов {smallest.replace('.', ',')} допуска,"
        f" пар ближе {TOLERANCES_APART}: {one.close}",
    )


def _assemble(deal: DealOnDisk, rows: Iterable[Row]) -> dict[Dealt, Variant]:
    """Return the variants that were dealt, those of a task assembled together."""
    members: dict[str, set[int]] = {}
    for row in rows:
        for task, member in row.values():
            members.setdefault(task, set()).add(member)
    return {
        Dealt(name, variant.number - 1): variant
        for name, wanted in members.items()
        for variant in _assemble_of(deal, name, sorted(wanted))
    }


def _assemble_of(deal: DealOnDisk, name: str, members: Sequence[int]) -> Iterable[Variant]:
    pool = deal.pools[name]
    if (lab := deal.labs.get(name)) is not None:
        return assemble_lab(lab, pool, members)
    return assemble_all(pool.task, pool.members(members))


def _variant_line(deal: DealOnDisk, slot: str, variant: Variant, language: Language) -> dict[str, Any]:
    """Return what a student gets in a slot; of a lab which apparatus, by its number, and what is asked."""
    apparatus = {"apparatus": variant.number, "of": deal.pools[variant.task].capacity}
    return {
        "slot": slot,
        **({"lab": variant.task, **apparatus} if variant.task in deal.labs else {"task": variant.task}),
        "given": _givens(variant, language, hidden=False),
        "statement": plain_text(variant.statement.in_language(language)),
        "answers": [_answer_line(ask, language) for ask in variant.asks if ask.kind != "lab"],
    }


def _givens(variant: Variant, language: Language, *, hidden: bool) -> dict[str, str]:
    return {
        given.name: given.plain.in_language(language) for given in variant.given if given.hidden == hidden
    }


def _answer_line(ask: Ask, language: Language) -> dict[str, Any]:
    return {
        "ask": ask.name,
        "kind": ask.kind,
        "key": type_key(ask.key, language),
        **_measure(ask.key),
    }


def _measure(key: Key) -> dict[str, Any]:
    """Return number, unit and tolerance of a quantity; other kinds have none."""
    if not isinstance(key, QuantityKey):
        return {"value": None, "unit": None, "tolerance": None}
    return {"value": key.value, "unit": key.unit, "tolerance": _tolerance(key.tolerance)}


def _tolerance(tolerance: Tolerance) -> str:
    if tolerance.interval is not None:
        low, high = (format(end, ".12g") for end in tolerance.interval)
        return f"[{low}, {high}]"
    if tolerance.absolute is not None:
        return format(tolerance.absolute, ".12g")
    return format(float((tolerance.relative or 0) * 100), ".12g") + "%"


def _headline(variant: dict[str, Any], language: Language) -> str:
    if "lab" not in variant:
        return str(variant["task"])
    words = Text(
        en=f"{variant['lab']}: apparatus {variant['apparatus']} of {variant['of']}",
        ru=f"{variant['lab']}: установка {variant['apparatus']} из {variant['of']}",
    )
    return words.in_language(language)


def _readable(line: dict[str, Any], language: Language) -> Iterator[str]:
    yield line["student"]
    for variant in line["variants"]:
        yield f"  {variant['slot']}. {_headline(variant, language)}"
        yield from (f"     {text}" for text in variant["statement"].split("\n"))
        if variant.get("hidden"):
            yield "     " + ", ".join(f"{name} = {value}" for name, value in variant["hidden"].items())
        for answer in variant["answers"]:
            key = answer["key"]
            words = key if isinstance(key, str) else json.dumps(key, ensure_ascii=False)
            allowed = answer["tolerance"] or ""
            tolerance = f" ({'' if allowed.startswith('[') else '±'}{allowed})" if allowed else ""
            yield f"     → {answer['ask']}: {words}{tolerance}"
    yield ""


def _names(count: int, classes: int, language: Language) -> list[str]:
    width = max(2, len(str(count)))
    students = [f"Student {number:0{width}}" for number in range(1, count + 1)]
    if classes == 1:
        return students
    word = Text(en="Class", ru="Класс").in_language(language)
    return [f"{word} {number}, {student}" for number in range(1, classes + 1) for student in students]


def _demand_agreement(slots: Iterable[SlotOnDisk]) -> None:
    """Raise DocumentRefused where tasks give a shared parameter other limits."""
    tasks = _dealt_in(slots)
    problems = [
        Problem(document=tasks[name].document, line=line.line, column=line.column, message=message)
        for name, line, message in shared_disagreements(tasks)
    ]
    if problems:
        raise DocumentRefused(problems)


def _demand_language(slots: Iterable[SlotOnDisk], language: Language) -> None:
    """Raise DocumentRefused for tasks and labs that were never written in this language."""
    unwritten = [task for task in _dealt_in(slots).values() if language not in task.languages]
    message = Text(f"there is no text in “{language}” here", f"здесь нет текста на языке «{language}»")
    if unwritten:
        raise DocumentRefused(Problem(document=task.document, message=message) for task in unwritten)


def _warn_of_repeats(
    slots: Sequence[SlotStocks], labs: Collection[str], students: int, language: Language
) -> None:
    for slot in slots:
        capacity = stock_capacity([slot])[slot.slot]
        if capacity < students:
            message = _say_repeats(slot.slot, capacity, students, of_lab=bool(slot.stocks.keys() & set(labs)))
            print(message.in_language(language), file=sys.stderr)


def _say_repeats(slot: str, capacity: int, students: int, *, of_lab: bool) -> Text:
    if of_lab:
        return Text(
            en=f"slot {slot}: {capacity} apparatus for {students} students, so apparatus repeat",
            ru=f"слот {slot}: установок {capacity} на {students} учеников, поэтому установки повторяются",
        )
    return Text(
        en=f"slot {slot}: {capacity} variants for {students} students, so givens repeat",
        ru=f"слот {slot}: вариантов {capacity} на {students} учеников, поэтому условия повторяются",
    )


def _with_progress(rows: Iterable[Any], total: int) -> Iterable[Any]:
    return tqdm(rows, total=total, desc="pools", unit="task", leave=False, disable=not sys.stderr.isatty())


def _students(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_STUDENTS:
        raise argparse.ArgumentTypeError(f"a number from 1 to {MOST_STUDENTS} is needed")
    return int(text)


def _secret(text: str) -> bytes:
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        secret = b""
    if len(secret) < LEAST_SECRET:
        raise argparse.ArgumentTypeError(f"at least {2 * LEAST_SECRET} hexadecimal digits are needed")
    return secret
