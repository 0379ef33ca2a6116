"""Names that an author gives to lines, rows and options: Latin letters, digits and underscores."""

import re
from typing import Final

from variants.formulas.reading import KEYWORDS
from variants.templates.documents import Node
from variants.templates.located_problems import Problems
from variants.templates.reading.fields import read_record
from variants.texts import Text

_NAME: Final = re.compile(r"[A-Za-zΑ-ω_][A-Za-zΑ-ω_0-9]{0,39}")


def read_names(node: Node, problems: Problems, *, keywords: bool = False) -> list[tuple[str, Node]]:
    """Return the entries of a record whose keys can be names; complain about others.

    `keywords` lets through words such as `in`, for ids that formulas only use in quotes.
    """
    record = read_record(node)
    good = []
    for name, entry in record.entries.items():
        if _NAME.fullmatch(name) and (keywords or name not in KEYWORDS):
            good.append((name, entry))
            continue
        problems.add(
            record.keys[name],
            Text(
                en=f"`{name}` can't be a name; use Latin letters, digits and underscores",
                ru=f"`{name}` не годится в имена; берите латинские буквы, цифры и подчёркивания",
            ),
        )
    return good
