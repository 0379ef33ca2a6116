"""What was meant as XHTML and is no XML, read as HTML, so that no text is lost.

Tags are first written anew in one way that no parser can read in another: an HTML parser compares each
attribute of an element with all others, so their number is bounded here.
"""

import html
import re
from typing import Final

from lxml import etree

MOST_ATTRIBUTES: Final = 200

_TAG: Final = re.compile(
    r"""<(/?)([A-Za-z][\w:.-]{0,60}+)(?=[\s/>])((?:[^<>"']++|"[^"]{0,9999999}+"|'[^']{0,9999999}+')*+)>"""
)
_ATTRIBUTE: Final = re.compile(
    r"""([A-Za-z_][\w:.-]{0,100}+)\s{0,99}+(?:=\s{0,99}+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>=]++)))?"""
)
_UNREADABLE: Final = re.compile(
    r"<\?xml[^>]{0,999}\?>|<!DOCTYPE[^>]{0,9999}>|[\x00-\x08\x0b\x0c\x0e-\x1f]", re.IGNORECASE
)


def read_leniently(text: str) -> etree._Element | None:
    """Return the root of the document as a browser would make it, or None if there is nothing in it."""
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, encoding="utf-8")
    try:
        return etree.fromstring(_rewritten(text).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _rewritten(text: str) -> str:
    text = _without_comments(_UNREADABLE.sub("", text)).replace("<![CDATA[", "").replace("]]>", "")
    parts: list[str] = []
    done = 0
    for tag in _TAG.finditer(text):
        parts.append(text[done : tag.start()].replace("<", "&lt;"))
        parts.append(_tag(tag))
        done = tag.end()
    parts.append(text[done:].replace("<", "&lt;"))
    return "".join(parts)


def _tag(found: re.Match[str]) -> str:
    end, name, written = found.groups()
    if end:
        return f"</{name}>"
    attributes = dict[str, str]()
    for attribute in _ATTRIBUTE.finditer(written):
        value = next((group for group in attribute.groups()[1:] if group is not None), "")
        attributes.setdefault(attribute[1], value)
        if len(attributes) == MOST_ATTRIBUTES:
            break
    said = "".join(f' {key}="{html.escape(html.unescape(value))}"' for key, value in attributes.items())
    return f"<{name}{said}>" + (f"</{name}>" if written.rstrip().endswith("/") else "")


def _without_comments(text: str) -> str:
    first, *others = text.split("<!--")
    return first + "".join(part.partition("-->")[2] for part in others)
