"""Check style sheets, `<style>` and `style` attributes: encoding, syntax, properties that EPUB forbids."""

import re
from typing import Final

from lxml import etree

from library_core.formats.findings import Finding
from library_core.preflight.models.css_reading import Sheet, SheetReader
from library_core.preflight.models.css_tokens import line_at
from library_core.preflight.models.details import cut

FORBIDDEN: Final = frozenset({"direction", "unicode-bidi"})
CHARSET: Final = re.compile(rb"@charset\s+[\"']([^\"']*)[\"']\s*;")
UTF_16_MARKS: Final = (b"\xfe\xff", b"\xff\xfe")


def check_css(content: bytes, path: str) -> tuple[Finding, ...]:
    """Return what is wrong with a style sheet."""
    findings: list[Finding] = []
    if content.startswith(UTF_16_MARKS):
        findings.append(Finding(id="CSS-003", path=path, line=1))
        text = content.decode("utf-16", errors="replace")
    else:
        charset = CHARSET.match(content.removeprefix(b"\xef\xbb\xbf"))
        declared = charset.group(1).decode("latin-1") if charset else "utf-8"
        if declared.lower() not in ("utf-8", "utf8"):
            findings.append(Finding(id="CSS-004", path=path, line=1, values={"encoding": declared}))
        text = content.decode("utf-8-sig", errors="replace")
    sheet = SheetReader(text).read_sheet()
    return (*findings, *_sheet_findings(sheet, text, path, 1))


def css_in_document(root: etree._Element, path: str) -> list[Finding]:
    """Return what is wrong with the `<style>` elements and `style` attributes of a document."""
    findings: list[Finding] = []
    for element in root.iter("{http://www.w3.org/1999/xhtml}style", "{http://www.w3.org/2000/svg}style"):
        text = "".join(element.itertext())
        sheet = SheetReader(text).read_sheet()
        findings += _sheet_findings(sheet, text, path, element.sourceline or 1)
    known: dict[str, Sheet] = {}
    for element in root.xpath("//*[@style]"):
        text = str(element.get("style"))
        if text not in known:
            known[text] = SheetReader(text).read_declarations()
        line = element.sourceline or 1
        findings += _sheet_findings(known[text], text, path, line)
    return findings


def _sheet_findings(sheet: Sheet, text: str, path: str, first_line: int) -> list[Finding]:
    def line(start: int) -> int:
        return line_at(text, start) + first_line - 1

    findings = [
        Finding(id="CSS-008", path=path, line=line(start), values={"piece": cut(piece) or "…"})
        for piece, start in sheet.mistakes
    ]
    findings += [
        Finding(id="CSS-001", path=path, line=line(start), values={"property": name.lower()})
        for name, start in sheet.properties
        if name.lower() in FORBIDDEN
    ]
    findings += [Finding(id="CSS-019", path=path, line=line(start)) for start in sheet.empty_faces]
    return findings
