"""Rules of the navigation document of EPUB 3: which lists there are, and that every entry says something."""

from typing import Final

from lxml import etree

from library_core.preflight.models.details import Detail
from library_core.preflight.models.names import EPUB, HTML
from library_core.preflight.models.rules.reporting import Found, broken, said, warning

H: Final = f"{{{HTML}}}"
TYPE: Final = f"{{{EPUB}}}type"
HEADINGS: Final = tuple(f"{H}h{level}" for level in range(1, 7))
KNOWN_LISTS: Final = frozenset({"toc", "page-list", "landmarks"})


def navigation_findings(root: etree._Element, path: str) -> Found:
    """Yield what is wrong with the lists of a navigation document."""
    for body in root.iter(f"{H}body"):
        yield from _counts(body, path)
        for nav in body.iter(f"{H}nav"):
            if nav.get(TYPE) is not None:
                yield from _list(nav, path)
    for heading in root.iter(*HEADINGS):
        if not _says(heading):
            yield said(heading, path, "A heading is empty.", "Заголовок пуст.")


def _types(element: etree._Element) -> list[str]:
    return str(element.get(TYPE, "")).split()


def _counts(body: etree._Element, path: str) -> Found:
    counts = dict.fromkeys(KNOWN_LISTS, 0)
    for nav in body.iter(f"{H}nav"):
        for kind in KNOWN_LISTS.intersection(_types(nav)):
            counts[kind] += 1
    if counts["toc"] != 1:
        yield broken(
            body,
            path,
            Detail(
                english='There must be exactly one table of contents: <nav epub:type="toc">.',
                russian='Оглавление <nav epub:type="toc"> должно быть ровно одно.',
                remedy='Mark the table of contents, and only it, by epub:type="toc".',
                remedy_russian='Отметьте оглавление, и только его, атрибутом epub:type="toc".',
            ),
        )
    for kind in ("page-list", "landmarks"):
        if counts[kind] > 1:
            yield said(
                body,
                path,
                f"There is more than one list “{kind}”.",
                f"Список «{kind}» встречается больше одного раза.",
            )


def _list(nav: etree._Element, path: str) -> Found:
    kinds = _types(nav)
    if not KNOWN_LISTS.intersection(kinds):
        first = next((child for child in nav if isinstance(child.tag, str)), None)
        if first is None or first.tag not in HEADINGS:
            yield said(
                nav,
                path,
                "A list of links of another kind must begin with a heading.",
                "Список ссылок другого вида должен начинаться с заголовка.",
            )
    if {"page-list", "landmarks"}.intersection(kinds) and len(list(nav.iter(f"{H}ol"))) != 1:
        detail = Detail(
            english="A list of pages or landmarks should have no lists inside.",
            russian="В списке страниц или ориентиров не должно быть вложенных списков.",
        )
        yield warning(nav, path, detail)
    entries = [entry for listed in nav.iterchildren(f"{H}ol") for entry in listed.iter(f"{H}a", f"{H}span")]
    for entry in entries:
        if not _says(entry):
            yield said(entry, path, "An entry of the list has no text.", "У пункта списка нет текста.")
    if "landmarks" in kinds:
        yield from _landmarks([entry for entry in entries if entry.tag == f"{H}a"], path)


def _says(element: etree._Element) -> bool:
    """Whether there is any text, alternative text of a picture right inside, or a spoken label."""
    if "".join(element.itertext()).strip():
        return True
    pictures = (str(picture.get("alt", "")) for picture in element.iterfind(f"{H}img"))
    labels = (str(one.get("aria-label", "")) for one in element.iter("*"))
    return any(text.strip() for text in (*pictures, *labels))


def _landmarks(links: list[etree._Element], path: str) -> Found:
    seen = [
        (
            frozenset(str(link.get(TYPE, "")).lower().split()),
            " ".join(str(link.get("href", "")).lower().split()),
        )
        for link in links
    ]
    for place, link in enumerate(links):
        if link.get(TYPE) is None:
            yield said(link, path, "A landmark has no epub:type.", "У ориентира нет epub:type.")
        kinds, target = seen[place]
        if any(
            other != place and kinds & other_kinds and target == other_target
            for other, (other_kinds, other_target) in enumerate(seen)
        ):
            yield said(
                link,
                path,
                "A landmark stands twice.",
                "Ориентир того же вида с той же ссылкой встречается дважды.",
            )
