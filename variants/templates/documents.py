"""A YAML document as located nodes: every scalar is text, and whatever surprises authors is refused.

Anchors, aliases, tags, duplicate keys and second documents are refused; size and depth are bounded.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from variants.problems import DocumentRefused, Problem
from variants.texts import Text

MOST_CHARACTERS = 200_000
MOST_NODES = 20_000
DEEPEST = 12

_Loader = getattr(yaml, "CLoader", yaml.Loader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A text; `text_line` and `text_column` are where its first character stands."""

    text: str
    line: int
    column: int
    text_line: int
    text_column: int
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list of nodes."""

    items: tuple["Node", ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Nodes by name, in the order written."""

    entries: dict[str, "Node"]
    keys: dict[str, Leaf]
    line: int
    column: int


Node = Leaf | Listing | Record


class Complaint(Exception):
    """One problem at a place of the document, on its way to the list of problems."""

    def __init__(self, place: "Node | tuple[int, int]", message: Text) -> None:
        self.line, self.column = place if isinstance(place, tuple) else (place.line, place.column)
        self.message = message
        super().__init__(message.en)


def read_document(text: str, document: str) -> Node:
    """Read the text of a document; `document` names it in messages. Raises DocumentRefused."""
    try:
        _check_size(text)
        return _Builder(text).build()
    except Complaint as complaint:
        raise DocumentRefused([_as_problem(complaint, document)]) from None
    except yaml.MarkedYAMLError as error:
        raise DocumentRefused([_syntax_problem(error, text, document)]) from None
    except yaml.YAMLError as error:
        raise DocumentRefused([_unreadable(error, text, document)]) from None


def _as_problem(complaint: Complaint, document: str) -> Problem:
    return Problem(document=document, message=complaint.message, line=complaint.line, column=complaint.column)


def _check_size(text: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise Complaint(
            (0, 0),
            Text(
                en=f"the document is longer than {MOST_CHARACTERS} characters",
                ru=f"документ длиннее {MOST_CHARACTERS} знаков",
            ),
        )


@dataclass(slots=True, kw_only=True)
class _Frame:
    """A list or record that is still open."""

    line: int
    column: int
    record: bool
    flow: bool
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Leaf] = field(default_factory=dict)
    key: Leaf | None = None


class _Builder:
    """Turns the parser's events into nodes, without recursion."""

    def __init__(self, text: str) -> None:
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=_Loader)
        self._frames: list[_Frame] = []
        self._root: Node | None = None
        self._nodes = 0

    def build(self) -> Node:
        """Return the root node. Raises Complaint and yaml.YAMLError."""
        for event in self._events:
            self._take(event)
        if self._root is None:
            raise Complaint((1, 1), Text(en="the document is empty", ru="документ пуст"))
        return self._root

    def _take(self, event: yaml.Event) -> None:
        _refuse_references(event)
        match event:
            case yaml.DocumentStartEvent() if self._root is not None:
                raise Complaint(
                    _place(event),
                    Text(
                        en="a second document begins here; keep one document in a file",
                        ru="здесь начинается второй документ; в файле должен быть один документ",
                    ),
                )
            case yaml.ScalarEvent():
                self._put(_leaf(event), event)
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self._open(event)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self._close(event)

    def _open(self, event: yaml.Event) -> None:
        if len(self._frames) >= DEEPEST:
            raise Complaint(
                _place(event),
                Text(en="lists are nested too deep here", ru="слишком глубокая вложенность списков"),
            )
        line, column = _place(event)
        record = isinstance(event, yaml.MappingStartEvent)
        self._frames.append(
            _Frame(line=line, column=column, record=record, flow=bool(event.flow_style))  # type: ignore[attr-defined]
        )

    def _close(self, event: yaml.Event) -> None:
        frame = self._frames.pop()
        node: Node
        if frame.record:
            node = Record(entries=frame.entries, keys=frame.keys, line=frame.line, column=frame.column)
        else:
            node = Listing(items=tuple(frame.items), line=frame.line, column=frame.column)
        self._put(node, event)

    def _put(self, node: Node, event: yaml.Event) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise Complaint(
                _place(event),
                Text(en="the document has too many entries", ru="в документе слишком много записей"),
            )
        if not self._frames:
            self._root = node
            return
        frame = self._frames[-1]
        if not frame.record:
            frame.items.append(node)
        elif frame.key is None:
            frame.key = _key(node, frame)
        else:
            _check_value(frame, frame.key, node)
            frame.entries[frame.key.text] = node
            frame.keys[frame.key.text] = frame.key
            frame.key = None


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)


def _refuse_references(event: yaml.Event) -> None:
    if isinstance(event, yaml.AliasEvent):
        message = Text(
            en="references (`*name`) are not used here", ru="ссылки (`*имя`) здесь не используются"
        )
    elif getattr(event, "anchor", None):
        message = Text(en="anchors (`&name`) are not used here", ru="якоря (`&имя`) здесь не используются")
    elif getattr(event, "tag", None):
        message = Text(en="tags (`!name`) are not used here", ru="метки типов (`!имя`) здесь не используются")
    else:
        return
    raise Complaint(_place(event), message)


def _leaf(event: yaml.ScalarEvent) -> Leaf:
    line, column = _place(event)
    quoted, block = event.style in ("'", '"'), event.style in ("|", ">")
    return Leaf(
        text=event.value,
        line=line,
        column=column,
        text_line=line + block,
        text_column=1 if block else column + quoted,
        quoted=quoted or block,
    )


def _key(node: Node, frame: _Frame) -> Leaf:
    if not isinstance(node, Leaf):
        raise Complaint(
            node,
            Text(
                en="a name is expected before the colon; a value that begins with `[` or `{` needs quotes",
                ru="перед двоеточием ожидается имя; значение с `[` или `{` в начале возьмите в кавычки",
            ),
        )
    if node.text in frame.entries:
        raise Complaint(
            node,
            Text(
                en=f"`{node.text}` is written twice; first in line {frame.keys[node.text].line}",
                ru=f"`{node.text}` встречается дважды; первый раз в строке {frame.keys[node.text].line}",
            ),
        )
    return node


def _check_value(frame: _Frame, key: Leaf, node: Node) -> None:
    """In `{say: Hello, world}` YAML sees the name `world` without a value: its author meant a text."""
    if not isinstance(node, Leaf) or node.quoted or node.text:
        return
    previous = next(reversed(frame.entries), None)
    value = frame.entries[previous] if previous is not None else None
    if not frame.flow or not isinstance(value, Leaf) or value.quoted:
        raise Complaint(key, Text(en=f"`{key.text}` has no value", ru=f"у `{key.text}` нет значения"))
    raise Complaint(
        value,
        Text(
            en=f"the text of `{previous}` ends at the comma before `{key.text}`; put it in quotes",
            ru=f"текст `{previous}` обрывается на запятой перед `{key.text}`; возьмите его в кавычки",
        ),
    )


_TRAPS = {
    "?": Text(
        en="`?` ends an unquoted text inside `{…}`; put the text in quotes",
        ru="внутри `{…}` знак `?` обрывает текст без кавычек; возьмите текст в кавычки",
    ),
    "[": Text(
        en="`[` begins a list; put a text with brackets in quotes",
        ru="`[` начинает список; текст со скобками возьмите в кавычки",
    ),
    "]": Text(
        en="`]` has no opening bracket, or a text with brackets needs quotes",
        ru="`]` без открывающей скобки; текст со скобками возьмите в кавычки",
    ),
    "{": Text(
        en="`{` begins a group of fields; put a text with braces in quotes, or on lines of its own after `|`",
        ru="`{` начинает группу полей; текст со скобками возьмите в кавычки или поставьте после `|`",
    ),
    "}": Text(
        en="`}` closes nothing here; put a text with braces in quotes, or on lines of its own after `|`",
        ru="`}` здесь ничего не закрывает; текст со скобками возьмите в кавычки или поставьте после `|`",
    ),
    ":": Text(
        en="a colon inside a text needs quotes around the text",
        ru="текст с двоеточием возьмите в кавычки",
    ),
    "%": Text(
        en="`%` at the beginning of a value needs quotes: '%'",
        ru="`%` в начале значения возьмите в кавычки: '%'",
    ),
    "@": Text(
        en="`@` at the beginning of a value needs quotes", ru="`@` в начале значения возьмите в кавычки"
    ),
    "`": Text(
        en="a value that begins with ` needs quotes",
        ru="значение, которое начинается с `, возьмите в кавычки",
    ),
    "\t": Text(en="indent with spaces, not with tabs", ru="отступы делайте пробелами, а не табуляцией"),
    ",": Text(
        en="this text ends at the comma; put it in quotes",
        ru="этот текст обрывается на запятой; возьмите его в кавычки",
    ),
}


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, document: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Problem(document=document, message=_plain_words(error))
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    character = line[mark.column] if mark.column < len(line) else ""
    message = _TRAPS.get(character, _plain_words(error))
    if "simple key" in str(error.problem) or "mapping values" in str(error.problem):
        message = _TRAPS[":"]
    return Problem(document=document, message=message, line=mark.line + 1, column=mark.column + 1)


def _plain_words(error: yaml.MarkedYAMLError) -> Text:
    return Text(
        en=f"the YAML can't be read here ({error.problem}); check indents, quotes and brackets",
        ru="YAML здесь не читается; проверьте отступы, кавычки и скобки",
    )


def _unreadable(error: yaml.YAMLError, text: str, document: str) -> Problem:
    position = getattr(error, "position", 0) or 0
    before = text[:position] if isinstance(position, int) else ""
    return Problem(
        document=document,
        message=Text(
            en="there is a character here that a document may not contain",
            ru="здесь стоит знак, которого в документе быть не может",
        ),
        line=before.count("\n") + 1,
        column=len(before) - (before.rfind("\n") + 1) + 1,
    )
