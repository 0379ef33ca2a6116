"""Media overlays: a SMIL document becomes clips, in the order in which they are played.

Clock values by SMIL 3.0, section 5.4.4; how sequences nest changes nothing in the order.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from library_core.formats.epub.addresses import resolve_address, shown_id
from library_core.formats.epub.archive import EpubArchive
from library_core.formats.epub.xml_reading import XmlBroken, read_xml
from library_core.formats.findings import Finding
from library_core.textbooks.book import Clip

_CLOCK: Final = re.compile(r"(?:(\d{1,5}):)?([0-5]?\d):([0-5]?\d(?:\.\d{1,9})?)")
_COUNT: Final = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*(h|min|s|ms|)")
_MILLISECONDS: Final = {"h": 3_600_000, "min": 60_000, "s": 1_000, "ms": 1, "": 1_000}


def clock_value(written: str) -> int | None:
    """Return milliseconds of `1:02.5`, `02:03:04.5`, `7.5s`, `3.2min`, `1h`, `500ms` or `7`; else None."""
    value = written.strip().removeprefix("npt=")
    clock = _CLOCK.fullmatch(value)
    if clock is not None:
        hours, minutes, seconds = clock.groups()
        return round((int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds)) * 1000)
    count = _COUNT.fullmatch(value)
    return None if count is None else round(float(count[1]) * _MILLISECONDS[count[2]])


def read_overlay(
    archive: EpubArchive, path: str, shown: Mapping[str, str], findings: list[Finding]
) -> tuple[Clip, ...]:
    """Return the clips of the overlay at this path; what can't be played is a finding.

    `shown` leads from documents of the spine to what is shown in their place. Raises PackageRefused if the
    bytes can't be had.
    """
    try:
        root = read_xml(archive.read(path), path)
    except XmlBroken as broken:
        findings.append(broken.finding)
        return ()
    return tuple(_clips(root, archive, path, shown, findings))


def _clips(
    root: etree._Element,
    archive: EpubArchive,
    path: str,
    shown: Mapping[str, str],
    findings: list[Finding],
) -> Iterator[Clip]:
    for pair in root.iter("{*}par"):
        text, audio = pair.find("{*}text"), pair.find("{*}audio")
        if text is None or audio is None:
            continue
        place = resolve_address(text.get("src", ""), path)
        sound = resolve_address(audio.get("src", ""), path)
        line = audio.sourceline or 0
        span = _span(audio)
        if sound.scheme or sound.path not in archive:
            findings.append(_missing(path, line, audio.get("src", "")))
        elif place.scheme or place.path not in shown or not place.fragment:
            findings.append(_missing(path, text.sourceline or 0, text.get("src", "")))
        elif span is None:
            findings.append(Finding(id="MED-008", path=path, line=line))
        else:
            yield Clip(
                document=shown[place.path],
                paragraph=shown_id(place.fragment),
                audio=sound.path,
                begin=span[0],
                end=span[1],
            )


def _span(audio: etree._Element) -> tuple[int, int | None] | None:
    """Return begin and end of a clip; None if they are no times or the end is not after the beginning."""
    written_begin = audio.get("clipBegin") or audio.get("clip-begin") or "0"
    written_end = audio.get("clipEnd") or audio.get("clip-end")
    begin = clock_value(written_begin)
    end = None if written_end is None else clock_value(written_end)
    if begin is None or (written_end is not None and (end is None or end <= begin)):
        return None
    return begin, end


def _missing(path: str, line: int, written: str) -> Finding:
    return Finding(
        id="RSC-007", path=path, line=line, values={"path": written[:200], "address": written[:200]}
    )
