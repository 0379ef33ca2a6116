"""Rules of the NCX that look around: play order, labels in several languages, ids."""

from typing import Final

from lxml import etree

from library_core.formats.findings import Finding
from library_core.preflight.models.names import NCX, XML
from library_core.preflight.models.rules.reporting import Found, said, unique_ids

N: Final = f"{{{NCX}}}"


def ncx_findings(root: etree._Element, path: str) -> Found:
    """Yield what is wrong with an NCX beyond its grammar."""
    yield from unique_ids(root, path)
    yield from _play_order(root, path)
    for label in (f"{N}navLabel", f"{N}navInfo"):
        yield from _languages(root, label, path)
    yield from _page_targets(root, path)
    for text in root.iter(f"{N}text"):
        if not (text.text or "").strip():
            yield Finding(id="NCX-006", path=path, line=text.sourceline or 0)
    for meta in root.iter(f"{N}meta"):
        content = str(meta.get("content", ""))
        if meta.get("name") == "dtb:uid" and content != content.strip():
            yield Finding(id="NCX-004", path=path, line=meta.sourceline or 0)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _play_order(root: etree._Element, path: str) -> Found:
    ordered = [element for element in root.iter("*") if element.get("playOrder") is not None]
    if not ordered:
        return
    numbers = [_number(str(element.get("playOrder"))) for element in ordered]
    known = {number for number in numbers if number is not None}
    if not any(element.get("playOrder") == "1" for element in ordered):
        yield said(ordered[0], path, "The play order doesn't begin with 1.", "playOrder начинается не с 1.")
    by_number: dict[float, set[str]] = {}
    by_target: dict[str, set[float | None]] = {}
    for element, number in zip(ordered, numbers, strict=True):
        for content in element.iterfind(f"{N}content"):
            target = str(content.get("src", ""))
            by_target.setdefault(target, set()).add(number)
            if number is not None:
                by_number.setdefault(number, set()).add(target)
    for element, number in zip(ordered, numbers, strict=True):
        if number is not None and number > 1 and number - 1 not in known:
            yield said(element, path, "The play order has a gap.", "В playOrder есть пропуск.")
        if number is not None and len(by_number.get(number, ())) > 1:
            yield said(
                element,
                path,
                "Equal play orders lead to different places.",
                "Одинаковые playOrder ведут в разные места.",
            )
        targets = [str(content.get("src", "")) for content in element.iterfind(f"{N}content")]
        if any(len(by_target[target]) > 1 for target in targets):
            yield said(
                element,
                path,
                "Entries that lead to the same place have different play orders.",
                "Пункты, ведущие в одно место, имеют разные playOrder.",
            )


def _languages(root: etree._Element, label: str, path: str) -> Found:
    for element in root.iter(label):
        language = element.get(f"{{{XML}}}lang")
        parent = element.getparent()
        if language is None or parent is None:
            continue
        if sum(one.get(f"{{{XML}}}lang") == language for one in parent.iterfind(label)) > 1:
            yield said(
                element, path, "Two labels are in the same language.", "Две подписи указаны на одном языке."
            )


def _page_targets(root: etree._Element, path: str) -> Found:
    targets = list(root.iter(f"{N}pageTarget"))
    keys = [(target.get("value"), target.get("type")) for target in targets]
    for target, key in zip(targets, keys, strict=True):
        if key[0] is not None and keys.count(key) != 1:
            yield said(
                target,
                path,
                "A page stands twice in the list of pages.",
                "Страница дважды стоит в списке страниц.",
            )
