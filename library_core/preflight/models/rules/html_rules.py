"""Rules of XHTML in EPUB 3 that look around: what may not stand inside of what, what must point to what."""

from typing import Final

from lxml import etree

from library_core.formats.findings import Finding
from library_core.preflight.models.details import Detail
from library_core.preflight.models.names import HTML
from library_core.preflight.models.rules.html_references import attributes_everywhere, dangling_references
from library_core.preflight.models.rules.reporting import Found, Rule, broken, duplicate_id, said, warning

H: Final = f"{{{HTML}}}"
NEVER_INSIDE: Final[dict[str, tuple[str, ...]]] = {
    "audio": ("audio", "video"),
    "video": ("audio", "video"),
    "address": ("address",),
    "header": ("address", "header", "footer"),
    "footer": ("address", "header", "footer"),
    "form": ("form",),
    "progress": ("progress",),
    "meter": ("meter",),
    "dfn": ("dfn",),
    "table": ("caption",),
    "label": ("label",),
}
INTERACTIVE: Final = frozenset(
    ["a", "button", "details", "embed", "iframe", "label", "menu", "select", "textarea"]
)
INTERACTIVE_WITH: Final = {"audio": "controls", "video": "controls", "img": "usemap", "object": "usemap"}


def html_findings(root: etree._Element, path: str) -> Found:
    """Yield what is wrong with an XHTML document of EPUB 3 beyond its grammar."""
    ids = [str(value) for value in root.xpath("//@id")]
    known = frozenset(ids)
    yield from _duplicate_ids(root, path, ids, known)
    for element in root.iter(f"{H}*"):
        local = str(element.tag)[len(H) :]
        yield from _misplaced(element, local, path)
        rule = BY_ELEMENT.get(local)
        if rule is not None:
            yield from rule(element, path)
    yield from dangling_references(root, path, known)
    yield from attributes_everywhere(root, path)


def _duplicate_ids(root: etree._Element, path: str, ids: list[str], known: frozenset[str]) -> Found:
    if len(ids) == len(known):
        return
    counted: dict[str, int] = {}
    for one in ids:
        counted[one] = counted.get(one, 0) + 1
    for element in root.xpath("//*[@id]"):
        one = str(element.get("id"))
        if counted[one] > 1:
            yield broken(element, path, duplicate_id(one))


def _inside(inner: str, outer: str) -> Detail:
    return Detail(
        english=f"<{inner}> can't stand anywhere inside <{outer}>.",
        russian=f"<{inner}> не может стоять внутри <{outer}>, даже не прямо.",
        remedy=f"Move <{inner}> out of <{outer}>.",
        remedy_russian=f"Вынесите <{inner}> из <{outer}>.",
    )


def _is_interactive(element: etree._Element, local: str) -> bool:
    if local in INTERACTIVE:
        return True
    if local == "input":
        return element.get("type", "").lower() != "hidden"
    with_attribute = INTERACTIVE_WITH.get(local)
    return with_attribute is not None and element.get(with_attribute) is not None


def _misplaced(element: etree._Element, local: str, path: str) -> Found:
    outer = NEVER_INSIDE.get(local, ())
    if _is_interactive(element, local):
        outer = (*outer, "a", "button")
    if not outer:
        return
    around = {str(one.tag)[len(H) :] for one in element.iterancestors(*(f"{H}{name}" for name in outer))}
    for name in outer:
        if name in around:
            yield broken(element, path, _inside(local, name))


def _area(element: etree._Element, path: str) -> Found:
    if next(element.iterancestors(f"{H}map"), None) is None:
        yield said(element, path, "<area> must stand in a <map>.", "<area> должен стоять внутри <map>.")


def _image(element: etree._Element, path: str) -> Found:
    if element.get("ismap") is not None and not any(
        link.get("href") is not None for link in element.iterancestors(f"{H}a")
    ):
        yield said(
            element,
            path,
            "An <img> with ismap must stand in a link.",
            "<img> с атрибутом ismap должен стоять внутри ссылки.",
        )


def _bdo(element: etree._Element, path: str) -> Found:
    if element.get("dir") is None:
        yield said(element, path, "<bdo> lacks the attribute dir.", "У <bdo> нет атрибута dir.")


def _head(element: etree._Element, path: str) -> Found:
    if element.find(f"{H}title") is None:
        yield warning(
            element,
            path,
            Detail(
                english="<head> has no <title>.",
                russian="В <head> нет <title>.",
                remedy="Add a <title> with the name of the chapter.",
                remedy_russian="Добавьте <title> с названием главы.",
            ),
        )


def _title(element: etree._Element, path: str) -> Found:
    if not "".join(element.itertext()).strip():
        yield said(element, path, "<title> is empty.", "<title> пуст.")


def _meta(element: etree._Element, path: str) -> Found:
    if element.get("charset") is not None and any(
        before.get("charset") is not None for before in element.itersiblings(f"{H}meta", preceding=True)
    ):
        yield said(
            element, path, "The encoding is declared twice.", "Кодировка объявлена больше одного раза."
        )
    if element.get("http-equiv", "").lower() != "content-type":
        return
    content = " ".join(element.get("content", "").split()).lower()
    _, found, after = content.partition("text/html;")
    if not found or not after.lstrip().startswith("charset=utf-8"):
        yield said(
            element,
            path,
            "The declared content type must be “text/html; charset=utf-8”.",
            "Объявленный тип содержимого должен быть «text/html; charset=utf-8».",
        )
    parent = element.getparent()
    if parent is not None and any(one.get("charset") is not None for one in parent.iterfind(f"{H}meta")):
        yield said(
            element,
            path,
            "The encoding is declared both by charset and by http-equiv.",
            "Кодировка объявлена и через charset, и через http-equiv.",
        )


def _select(element: etree._Element, path: str) -> Found:
    if element.get("multiple") is None:
        chosen = [option for option in element.iter(f"{H}option") if option.get("selected") is not None]
        if len(chosen) > 1:
            yield said(
                element,
                path,
                "A <select> without multiple has more than one selected option.",
                "В <select> без multiple выбрано больше одного варианта.",
            )


def _track(element: etree._Element, path: str) -> Found:
    label = element.get("label")
    if label is not None and not label.strip():
        yield said(element, path, "The label of <track> is empty.", "Атрибут label у <track> пуст.")
    if element.get("default") is not None and any(
        one.get("default") is not None for one in element.itersiblings(f"{H}track", preceding=True)
    ):
        yield said(
            element,
            path,
            "More than one <track> is the default.",
            "Больше одного <track> отмечено как основное.",
        )


def _link(element: etree._Element, path: str) -> Found:
    if element.get("sizes") is not None and element.get("rel") != "icon":
        yield said(
            element,
            path,
            "Only a link to an icon may have sizes.",
            "Атрибут sizes бывает только у ссылки на значок.",
        )
    if (
        "stylesheet" in element.get("rel", "").lower().split()
        and "alternate" in element.get("rel", "").lower().split()
    ):
        title = element.get("title")
        if title is None or not title.strip():
            yield Finding(id="CSS-015", path=path, line=element.sourceline or 0)


def _map(element: etree._Element, path: str) -> Found:
    name = element.get("name")
    if name is None:
        return
    same = [one for one in element.getroottree().getroot().iter(f"{H}map") if one.get("name") == name]
    if len(same) > 1:
        yield said(
            element,
            path,
            f"The map “{name}” stands more than once.",
            f"Карта «{name}» встречается больше одного раза.",
        )
    if element.get("id") not in (None, name):
        yield said(
            element,
            path,
            "The id of a <map> must be its name.",
            "У <map> атрибуты id и name должны совпадать.",
        )


def _needs(attribute: str) -> Rule:
    """With `itemprop` the element must have this attribute."""

    def rule(element: etree._Element, path: str) -> Found:
        if element.get("itemprop") is not None and element.get(attribute) is None:
            local = str(element.tag)[len(H) :]
            yield said(
                element,
                path,
                f"<{local}> with itemprop must have {attribute}.",
                f"У <{local}> с itemprop должен быть атрибут {attribute}.",
            )

    return rule


def _both(first: Rule, second: Rule) -> Rule:
    def rule(element: etree._Element, path: str) -> Found:
        yield from first(element, path)
        yield from second(element, path)

    return rule


BY_ELEMENT: Final[dict[str, Rule]] = {
    "a": _needs("href"),
    "area": _both(_area, _needs("href")),
    "audio": _needs("src"),
    "bdo": _bdo,
    "embed": _needs("data"),
    "head": _head,
    "iframe": _needs("data"),
    "img": _image,
    "link": _link,
    "map": _map,
    "meta": _meta,
    "object": _needs("data"),
    "select": _select,
    "title": _title,
    "track": _track,
    "video": _needs("src"),
}
