"""How a rule says what it found."""

from collections.abc import Callable, Iterable

from lxml import etree

from library_core.formats.findings import Finding
from library_core.preflight.models.details import Detail, finding

Found = Iterable[Finding]
Rule = Callable[[etree._Element, str], Found]


def broken(element: etree._Element, path: str, detail: Detail) -> Finding:
    """An error of structure at an element."""
    return finding(detail, path, element.sourceline or 0)


def warning(element: etree._Element, path: str, detail: Detail) -> Finding:
    """A warning about structure at an element."""
    return finding(detail, path, element.sourceline or 0, identifier="RSC-017")


def said(element: etree._Element, path: str, english: str, russian: str) -> Finding:
    """An error of structure in two sentences."""
    return broken(element, path, Detail(english=english, russian=russian))


def duplicate_id(identifier: str) -> Detail:
    """An id that stands more than once."""
    return Detail(
        english=f"The id “{identifier}” stands more than once.",
        russian=f"Идентификатор «{identifier}» встречается больше одного раза.",
        remedy="Give every element an id of its own, and mend the links to it.",
        remedy_russian="Дайте каждому элементу свой id и поправьте ссылки на него.",
    )


def unique_ids(root: etree._Element, path: str, attribute: str = "id") -> Found:
    """Yield every element whose id another one has, too; blanks around an id don't count."""
    bearers = [element for element in root.iter("*") if element.get(attribute) is not None]
    counted: dict[str, int] = {}
    for element in bearers:
        identifier = " ".join(str(element.get(attribute)).split())
        counted[identifier] = counted.get(identifier, 0) + 1
    for element in bearers:
        identifier = " ".join(str(element.get(attribute)).split())
        if counted[identifier] > 1:
            yield broken(element, path, duplicate_id(identifier))


def unique_capital_ids(root: etree._Element, path: str) -> Found:
    """Yield elements that share an `Id`, as encryption and signatures write it."""
    yield from unique_ids(root, path, "Id")
