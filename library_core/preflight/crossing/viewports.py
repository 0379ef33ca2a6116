"""The `viewport` of a page of fixed layout (EPUB 3.3, appendix "Viewport meta tag")."""

import re
from collections.abc import Iterator
from typing import Final

from library_core.formats.findings import Finding

NUMBER: Final = re.compile(r"\d*\.?\d+(?:[eE][+-]?\d+)?\Z")


def check_viewport(content: str, path: str, line: int) -> Iterator[Finding]:
    """Yield what is wrong with the width and height that a page gives itself."""
    values: dict[str, list[str]] = {}
    for part in re.split(r"[,;]", content):
        name, equals, value = part.partition("=")
        if not equals or not name.strip() or not value.strip():
            yield Finding(id="HTM-047", path=path, line=line, values={"content": content})
            return
        values.setdefault(name.strip().lower(), []).append(value.strip())
    for side in ("width", "height"):
        given = values.get(side, [])
        if not given:
            yield Finding(id="HTM-056", path=path, line=line, values={"side": side})
        elif len(given) > 1:
            shown = {"side": side, "content": ", ".join(given)}
            yield Finding(id="HTM-059", path=path, line=line, values=shown)
        elif given[0] != f"device-{side}" and not NUMBER.match(given[0]):
            yield Finding(id="HTM-057", path=path, line=line, values={"side": side})
