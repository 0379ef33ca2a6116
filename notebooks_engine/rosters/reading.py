"""Read a class list from a file or a paste: display name, optional login, optional group; mistakes located.

Nothing but a name is taken of a student: an address or a telephone number in its place is refused.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from variants.problems import DocumentRefused, Problem
from variants.texts import Text

LARGEST_ROSTER: Final = 256 * 1024
"""Bytes."""
MOST_STUDENTS: Final = 1000
LONGEST_NAME: Final = 100
LONGEST_GROUP: Final = 40
LOGIN: Final = re.compile(r"[a-z0-9](?:[a-z0-9._-]{1,30}[a-z0-9])")

_Field = Literal["name", "login", "group"]
_HEADINGS: Final[dict[str, _Field]] = {
    **dict.fromkeys(("name", "student", "display name", "full name"), "name"),
    **dict.fromkeys(("имя", "фио", "ученик", "учащийся", "фамилия, имя", "фамилия имя", "фамилия"), "name"),
    **dict.fromkeys(("login", "user", "username", "логин"), "login"),
    **dict.fromkeys(("group", "subgroup", "группа", "подгруппа"), "group"),
}
_ORDER: Final[tuple[_Field, ...]] = ("name", "login", "group")
_TOO_LARGE: Final = Text(
    en=f"a class list has {MOST_STUDENTS} lines at most", ru=f"в списке не больше {MOST_STUDENTS} строк"
)
_UNKNOWN_SIGNS: Final = Text(
    en="this is not a text file: save the table as CSV", ru="это не текстовый файл: сохраните таблицу как CSV"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """One student of the list, and the line (from 1) where they stand; login and group may be empty."""

    line: int
    name: str
    login: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The rows that were read, and what was wrong with the others."""

    rows: tuple[RosterRow, ...]
    problems: tuple[Problem, ...]


def read_roster(source: bytes | str, document: str) -> Roster:
    """Read a list of students. Raises DocumentRefused if it is no table at all, or too large.

    Columns go by a heading line if there is one, else name, login, group. Separated by tab, `;` or `,`;
    in UTF-8, UTF-16 with its mark, or Windows-1251.
    """
    if len(source) > LARGEST_ROSTER:
        raise DocumentRefused([Problem(document=document, message=_TOO_LARGE)])
    text = source if isinstance(source, str) else _decode(source, document)
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise DocumentRefused([Problem(document=document, message=_UNKNOWN_SIGNS)])
    lines = _split(text, document)
    order = _read_heading(lines[0][1]) if lines else None
    body = lines if order is None else lines[1:]
    if not body:
        message = Text(en="the list is empty", ru="список пуст")
        raise DocumentRefused([Problem(document=document, message=message)])
    if len(body) > MOST_STUDENTS:
        raise DocumentRefused([Problem(document=document, message=_TOO_LARGE)])
    return _read_rows(body, order or _ORDER, document)


def _decode(source: bytes, document: str) -> str:
    marked = source.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1251"):
        try:
            return source.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DocumentRefused([Problem(document=document, message=_UNKNOWN_SIGNS)])


def _split(text: str, document: str) -> list[tuple[int, list[str]]]:
    """Return the cells of every line that isn't blank, each line with its number."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    skipped = 0
    declared = re.match(r"sep=(.)\n", text)
    if declared:
        text, skipped = text[declared.end() :], 1
    reader = csv.reader(text.split("\n"), delimiter=declared[1] if declared else _sniff(text), strict=True)
    lines: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append((start + skipped, [" ".join(cell.split()) for cell in cells]))
            start = reader.line_num + 1
    except csv.Error as error:
        message = Text(
            en="the quotes of this line don't match", ru="в этой строке кавычки не закрыты или стоят не там"
        )
        raise DocumentRefused(
            [Problem(document=document, message=message, line=start + skipped, column=1)]
        ) from error
    return lines


def _sniff(text: str) -> str:
    """Return the separator that most lines have; a list of names alone has none, and any will do."""
    lines = [line for line in text.split("\n") if line.strip()][:50]
    counts = {mark: sum(mark in line for line in lines) for mark in ("\t", ";", ",")}
    return max(counts, key=lambda mark: counts[mark])


def _read_heading(cells: Sequence[str]) -> tuple[_Field | None, ...] | None:
    fields = tuple(_HEADINGS.get(cell.casefold()) for cell in cells)
    return fields if "name" in fields else None


def _read_rows(
    lines: Sequence[tuple[int, list[str]]], order: Sequence[_Field | None], document: str
) -> Roster:
    rows: list[RosterRow] = []
    problems: list[Problem] = []
    for line, cells in lines:
        words = dict(zip(order, cells, strict=False))
        row = RosterRow(
            line=line,
            name=words.get("name", ""),
            login=words.get("login", "").casefold(),
            group=words.get("group", ""),
        )
        extra = any(cells[len(order) :])
        faults = [*_find_faults(row), *([_too_many_cells()] if extra else [])]
        problems += [Problem(document=document, message=fault, line=line, column=1) for fault in faults]
        if not faults:
            rows.append(row)
    repeated = tuple(_find_repeats(rows, document))
    bad = {problem.line for problem in repeated}
    return Roster(rows=tuple(row for row in rows if row.line not in bad), problems=(*problems, *repeated))


def _find_faults(row: RosterRow) -> Iterator[Text]:
    if not row.name:
        yield Text(en="there is no name here", ru="здесь нет имени")
    elif len(row.name) > LONGEST_NAME:
        yield Text(
            en=f"a name has {LONGEST_NAME} characters at most", ru=f"имя — не больше {LONGEST_NAME} знаков"
        )
    elif not row.name.isprintable():
        yield Text(
            en="there is an invisible character in this name; type it anew",
            ru="в этом имени есть невидимый знак; наберите имя заново",
        )
    elif "@" in row.name or re.search(r"\d(?:[\s()+-]*\d){6}", row.name):
        yield Text(
            en="write a name only: no e-mail address, no telephone number",
            ru="нужно только имя: без адреса почты и номера телефона",
        )
    if row.login and not LOGIN.fullmatch(row.login):
        yield Text(
            en="a login is 3 to 32 Latin letters, digits, dots and dashes",
            ru="логин — от 3 до 32 латинских букв, цифр, точек и дефисов",
        )
    if len(row.group) > LONGEST_GROUP or not row.group.isprintable():
        yield Text(
            en=f"a group has {LONGEST_GROUP} characters at most",
            ru=f"название группы — не больше {LONGEST_GROUP} знаков",
        )


def _too_many_cells() -> Text:
    return Text(
        en="this line has more columns than name, login and group",
        ru="в этой строке столбцов больше, чем имя, логин и группа",
    )


def _find_repeats(rows: Sequence[RosterRow], document: str) -> Iterator[Problem]:
    logins: dict[str, int] = {}
    names: dict[tuple[str, str], int] = {}
    for row in rows:
        if row.login:
            first = logins.setdefault(row.login, row.line)
            message = Text(
                en=f"login {row.login} stands on line {first} already",
                ru=f"логин {row.login} уже есть на строке {first}",
            )
        else:
            first = names.setdefault((row.name.casefold(), row.login), row.line)
            message = Text(
                en=f"{row.name} stands on line {first} already; tell them apart by an initial or a login",
                ru=f"{row.name} уже есть на строке {first}; различите их инициалом или логином",
            )
        if first != row.line:
            yield Problem(document=document, message=message, line=row.line, column=1)
