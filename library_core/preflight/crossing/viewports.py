"""The `viewport` of a page of fixed layout (EPUB 3.3, appendix "Viewport meta tag")."""

import re
from collections.abc import Iterator
from typing import Final

from library_core.formats.findings import Finding

NUMBER: Final = re.compile(r"\d*\.?\d+\Z")
SEPARATORS: Final = re.compile(r"[,;\s]+")
AROUND_EQUALS: Final = re.compile(r"\s*=\s*")
BROKEN: Final = re.compile(r"\A[,;]|[,;]\Z|==|=[,;]|=\Z|(?:\A|[,;\s])=|=[^,;\s=]*=|\A\Z")


def check_viewport(content: str, path: str, line: int) -> Iterator[Finding]:
    """Yield what is wrong with the width and height that a page gives itself."""
    values: dict[str, list[str]] = {}
    joined = AROUND_EQUALS.sub("=", content.strip())
    if BROKEN.search(joined):
        yield Finding(id="HTM-047", path=path, line=line, values={"content": content})
        return
    for part in SEPARATORS.split(joined):
        name, _, value = part.partition("=")
        values.setdefault(name, []).append(value)
    for side in ("width", "height"):
        given = values.get(side, [])
        if not given:
            yield Finding(id="HTM-056", path=path, line=line, values={"side": side})
        elif len(given) > 1:
            shown = {"side": side, "content": ", ".join(given)}
            yield Finding(id="HTM-059", path=path, line=line, values=shown)
        elif given[0] != f"device-{side}" and not NUMBER.match(given[0]):
            yield Finding(id="HTM-057", path=path, line=line, values={"side": side})
