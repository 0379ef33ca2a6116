"""Attributes of XHTML that point into the same document, and attributes that any element may carry."""

from typing import Final

from lxml import etree

from library_core.formats.findings import Finding
from library_core.preflight.models.details import Detail
from library_core.preflight.models.names import EPUB, EVENTS, HTML, MATH, SSML, XML
from library_core.preflight.models.rules.reporting import Found, broken, said, warning

H: Final = f"{{{HTML}}}"
REFERRING: Final = (
    "aria-describedby",
    "aria-flowto",
    "aria-labelledby",
    "aria-owns",
    "aria-controls",
)
OUTDATED_ROLES: Final = frozenset({"doc-endnote", "doc-biblioentry"})
LABELLED: Final = frozenset(["button", "input", "meter", "output", "progress", "select", "textarea"])


def dangling_references(root: etree._Element, path: str, known: frozenset[str]) -> Found:
    """Yield attributes that point to nothing in the document; `known` are its ids."""
    tests = " or ".join(f"@{name}" for name in REFERRING)
    for element in root.xpath(f"//*[{tests}]"):
        for name in REFERRING:
            if not known.issuperset(element.get(name, "").split()):
                yield broken(element, path, _dangling(name))
    for element in root.iter(f"{H}output", f"{H}label", f"{H}input"):
        yield from _form_reference(element, path, known)
    yield from _table_references(root, path)
    yield from _other_references(root, path)
    yield from _foreign_references(root, path, known)


def _table_references(root: etree._Element, path: str) -> Found:
    for element in root.xpath("//*[@headers]"):
        tables = element.iterancestors(f"{H}table")
        heads = {str(head.get("id")) for table in tables for head in table.iter(f"{H}th")}
        if str(element.tag).startswith(H) and not heads.issuperset(str(element.get("headers")).split()):
            yield broken(element, path, _dangling("headers"))


def _other_references(root: etree._Element, path: str) -> Found:
    for element in root.xpath("//*[@aria-activedescendant]"):
        target = str(element.get("aria-activedescendant"))
        if not any(one.get("id") == target for one in element.iterdescendants()):
            yield broken(element, path, _dangling("aria-activedescendant"))
    for element in root.xpath("//*[@form]"):
        forms = {form.get("id") for form in root.iter(f"{H}form")}
        if str(element.tag).startswith(H) and element.get("form") not in forms:
            yield broken(element, path, _dangling("form"))


def _foreign_references(root: etree._Element, path: str, known: frozenset[str]) -> Found:
    for element in root.iter(f"{{{MATH}}}*"):
        for name in ("xref", "indenttarget"):
            target = element.get(name)
            if target is not None and target not in known:
                yield broken(element, path, _dangling(name))
    for element in root.iter(f"{{{EPUB}}}trigger"):
        for name in ("ref", f"{{{EVENTS}}}observer"):
            target = element.get(name)
            if target is not None and target not in known:
                yield broken(element, path, _dangling(name.rpartition("}")[2]))


def _form_reference(element: etree._Element, path: str, known: frozenset[str]) -> Found:
    local = str(element.tag)[len(H) :]
    if local == "output":
        if not known.issuperset(element.get("for", "").split()):
            yield broken(element, path, _dangling("for"))
    elif local == "label" and (target := element.get("for")) is not None:
        found = element.getroottree().getroot().xpath("//*[@id=$target]", target=target)
        if not any(_can_be_labelled(one) for one in found):
            yield broken(element, path, _dangling("for"))
    elif local == "input" and (target := element.get("list")) is not None:
        lists = element.getroottree().getroot().iter(f"{H}datalist")
        if not any(one.get("id") == target for one in lists):
            yield broken(element, path, _dangling("list"))


def _can_be_labelled(element: etree._Element) -> bool:
    local = str(element.tag).rpartition("}")[2]
    return local in LABELLED and not (local == "input" and element.get("type") == "hidden")


def _dangling(attribute: str) -> Detail:
    return Detail(
        english=f"The attribute {attribute} points to no fitting element of this document.",
        russian=f"Атрибут {attribute} не указывает на подходящий элемент этого документа.",
        remedy="Correct the id that it names, or give that id to the element it means.",
        remedy_russian="Исправьте id в ссылке или дайте этот id нужному элементу.",
    )


def attributes_everywhere(root: etree._Element, path: str) -> Found:
    """Yield what is wrong with attributes that any element may carry, and what is no longer used."""
    for element in root.xpath("//*[@lang]"):
        qualified = element.get(f"{{{XML}}}lang")
        if (
            str(element.tag).startswith(H)
            and qualified is not None
            and qualified.lower() != str(element.get("lang")).lower()
        ):
            yield said(
                element,
                path,
                "The attributes lang and xml:lang differ.",
                "Атрибуты lang и xml:lang различаются.",
            )
    for element in root.xpath("//*[@ssml:ph]", namespaces={"ssml": SSML}):
        if any(one.get(f"{{{SSML}}}ph") is not None for one in element.iterancestors()):
            yield said(
                element,
                path,
                "ssml:ph stands inside of an element that has ssml:ph.",
                "ssml:ph стоит внутри элемента, у которого уже есть ssml:ph.",
            )
        if not str(element.get(f"{{{SSML}}}ph")).strip():
            yield Finding(id="HTM-007", path=path, line=element.sourceline or 0)
    for element in root.xpath("//*[@role]"):
        roles = frozenset(str(element.get("role")).split())
        if str(element.tag).startswith(H):
            yield from (_outdated_role(element, path, role) for role in sorted(OUTDATED_ROLES & roles))
    for element in root.iter(f"{{{EPUB}}}switch", f"{{{EPUB}}}trigger"):
        local = str(element.tag).rpartition("}")[2]
        yield warning(
            element,
            path,
            Detail(
                english=f"<epub:{local}> is no longer used.",
                russian=f"Элемент <epub:{local}> больше не применяется.",
                remedy="Write the content so that every reading system can show it.",
                remedy_russian="Запишите содержание так, чтобы его показала любая программа.",
            ),
        )


def _outdated_role(element: etree._Element, path: str, role: str) -> Finding:
    detail = Detail(
        english=f"The role {role} is no longer used.",
        russian=f"Роль {role} больше не применяется.",
        remedy="Mark the list of notes by a role, and its items by none.",
        remedy_russian="Укажите роль у списка, а у его пунктов уберите.",
    )
    return warning(element, path, detail)
