"""Read the head of a notebook document: a few named lines, every value text, every mistake located.

YAML without tags, anchors or repeated names; nothing is built from it but strings and lists of strings.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import yaml

from variants.problems import DocumentRefused, Problem
from variants.texts import Text

FIELDS: Final = ("id", "title", "language", "subject", "section", "grades")
_FENCE: Final = re.compile(r"---[ \t]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadValue:
    """The words of one line of the head (several for a list), and where they stand."""

    words: tuple[str, ...]
    listed: bool
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head by name; `first_body_line` is the line (from 1) after its closing dashes."""

    values: Mapping[str, HeadValue]
    first_body_line: int


def read_head(text: str, document: str) -> Head:
    """Read the head between two lines of three dashes. Raises DocumentRefused."""
    lines = text.split("\n")
    if not _FENCE.fullmatch(lines[0]):
        raise _refused(
            document,
            1,
            1,
            Text(
                en="a notebook begins with a head between two lines `---`",
                ru="тетрадь начинается с заголовка между двумя строками `---`",
            ),
        )
    for number in range(1, len(lines)):
        if _FENCE.fullmatch(lines[number]):
            values = _read_values("\n".join(lines[1:number]), document)
            return Head(values=values, first_body_line=number + 2)
    raise _refused(
        document,
        1,
        1,
        Text(en="the head is not closed: add a line `---`", ru="заголовок не закрыт: добавьте строку `---`"),
    )


def _read_values(text: str, document: str) -> Mapping[str, HeadValue]:
    try:
        _refuse_machinery(text, document)
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 2, mark.column + 1) if mark else (2, 1)
        raise _refused(
            document,
            line,
            column,
            Text(en="the head can't be read here", ru="заголовок здесь не удаётся прочитать"),
        ) from error
    except yaml.YAMLError as error:
        raise _refused(
            document,
            2,
            1,
            Text(
                en="the head holds characters that are not allowed",
                ru="в заголовке есть недопустимые символы",
            ),
        ) from error
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        raise _refused(
            document,
            2,
            1,
            Text(
                en="the head is made of lines `name: value`", ru="заголовок состоит из строк `имя: значение`"
            ),
        )
    return _read_mapping(root, document)


def _refuse_machinery(text: str, document: str) -> None:
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        machinery = (getattr(event, name, None) for name in ("anchor", "tag"))
        if isinstance(event, yaml.AliasEvent) or any(machinery):
            mark = event.start_mark
            line, column = (mark.line + 2, mark.column + 1) if mark else (2, 1)
            raise _refused(
                document,
                line,
                column,
                Text(
                    en="a value can't begin with `&`, `*` or `!`; put it in quotes",
                    ru="значение не может начинаться с `&`, `*` или `!`; возьмите его в кавычки",
                ),
            )


def _read_mapping(root: yaml.MappingNode, document: str) -> Mapping[str, HeadValue]:
    values: dict[str, HeadValue] = {}
    problems: list[Problem] = []
    for name_node, value_node in root.value:
        line, column = name_node.start_mark.line + 2, name_node.start_mark.column + 1
        name = name_node.value if isinstance(name_node, yaml.ScalarNode) else ""
        value = _read_value(value_node)
        message = _find_fault(name, known=values, readable=value is not None)
        if message is not None:
            problems.append(Problem(document=document, message=message, line=line, column=column))
        elif value is not None:
            values[name] = value
    if problems:
        raise DocumentRefused(problems)
    return values


def _read_value(node: yaml.Node) -> HeadValue | None:
    line, column = node.start_mark.line + 2, node.start_mark.column + 1
    if isinstance(node, yaml.ScalarNode):
        return HeadValue(words=(node.value.strip(),), listed=False, line=line, column=column)
    if isinstance(node, yaml.SequenceNode) and all(isinstance(part, yaml.ScalarNode) for part in node.value):
        words = tuple(part.value.strip() for part in node.value)
        return HeadValue(words=words, listed=True, line=line, column=column)
    return None


def _find_fault(name: str, *, known: Mapping[str, HeadValue], readable: bool) -> Text | None:
    if name not in FIELDS:
        allowed = ", ".join(FIELDS)
        return Text(
            en=f"`{name}` is not a line of the head; it may have: {allowed}",
            ru=f"в заголовке не бывает строки `{name}`; можно: {allowed}",
        )
    if name in known:
        return Text(en=f"`{name}` is written twice", ru=f"`{name}` указано дважды")
    if not readable:
        return Text(en=f"`{name}` must be a word or a list of words", ru=f"`{name}` — слово или список слов")
    return None


def _refused(document: str, line: int, column: int, message: Text) -> DocumentRefused:
    return DocumentRefused([Problem(document=document, message=message, line=line, column=column)])
