"""The head of a Markdown document, between its two lines of dashes, and fields that many documents share."""

import re
from dataclasses import dataclass
from typing import Final

from variants.problems import DocumentRefused, Problem
from variants.templates.documents import Complaint, Leaf, Listing, Node, read_document
from variants.templates.located_problems import Problems
from variants.templates.reading.fields import Fields, read_integer, read_items, read_text
from variants.texts import Text

NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_TITLE: Final = 200
_FENCE: Final = re.compile(r"---[ \t]*")


@dataclass(frozen=True, slots=True)
class Headed:
    """A document in two: the nodes of its head, and the lines of its body from line `first` on."""

    head: Node
    lines: tuple[str, ...]
    first: int

    def fields(self, problems: Problems, known: tuple[str, ...]) -> Fields:
        """Return the fields of the head. Raises DocumentRefused if it has none."""
        fields = problems.attempt(lambda: Fields(self.head, problems, known))
        if fields is None:
            raise DocumentRefused(problems.found)
        return fields


def split_head(source: str, document: str) -> Headed:
    """Part the head from the body. Raises DocumentRefused."""
    lines = source.replace("\r\n", "\n").split("\n")
    if not _FENCE.fullmatch(lines[0]):
        raise _refused(
            document,
            Text(
                en="the document begins with a head between two lines `---`",
                ru="документ начинается с заголовка между двумя строками `---`",
            ),
        )
    end = next((number for number, line in enumerate(lines[1:], 1) if _FENCE.fullmatch(line)), None)
    if end is None:
        raise _refused(
            document,
            Text(
                en="the head is not closed: add a line `---`", ru="заголовок не закрыт: добавьте строку `---`"
            ),
        )
    # An empty line stands for the dashes, so that the lines of problems are those of the file.
    node = read_document("\n".join(("", *lines[1:end])), document)
    return Headed(node, tuple(lines[end + 1 :]), end + 2)


def read_name(node: Node) -> str:
    """Return a name such as `physics-9`. Raises Complaint."""
    text = read_text(node)
    if not NAME.fullmatch(text) or len(text) > 100:
        raise Complaint(
            node,
            Text(
                en=f"`{text}` is no name: small Latin letters, digits and hyphens, like `physics-9`",
                ru=f"`{text}` не годится: латинские строчные буквы, цифры и дефисы, например `physics-9`",
            ),
        )
    return text


def read_title(node: Node) -> str:
    """Return a title of one line. Raises Complaint."""
    text = " ".join(read_text(node).split())
    if len(text) > LONGEST_TITLE:
        raise Complaint(
            node,
            Text(
                en=f"a title has {LONGEST_TITLE} characters at most",
                ru=f"в названии не больше {LONGEST_TITLE} знаков",
            ),
        )
    return text


def read_list(node: Node) -> tuple[str, ...]:
    """Return the texts of a list, or one text. Raises Complaint."""
    return tuple(read_text(item) for item in (node.items if isinstance(node, Listing) else (node,)))


def read_grades(node: Node) -> tuple[int, ...]:
    """Return school years from 1 to 11, each once, in order. Raises Complaint."""
    read = read_integer(1, 11)
    items = (node,) if isinstance(node, Leaf) else read_items(node)
    return tuple(sorted({read(item) for item in items}))


def _refused(document: str, message: Text) -> DocumentRefused:
    return DocumentRefused([Problem(document=document, message=message, line=1, column=1)])
