"""Read a Media Overlay document: the elements it speaks, with the clips that speak them."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from lxml import etree

from library_core.preflight.documents.addresses import Address, resolved
from library_core.preflight.documents.parsing import ParsedDocument, line_of, name_of
from library_core.preflight.documents.references import Contents, Reference

SMIL: Final = "http://www.w3.org/ns/SMIL"
TEXTREF: Final = "{http://www.idpf.org/2007/ops}textref"
CLOCK: Final = re.compile(r"(?:(\d+):)?([0-5]?\d):([0-5]?\d(?:\.\d+)?)\Z")
COUNT: Final = re.compile(r"(\d+(?:\.\d+)?)(h|min|s|ms)?\Z")
SECONDS: Final = {
    "h": Fraction(3600),
    "min": Fraction(60),
    "s": Fraction(1),
    "ms": Fraction(1, 1000),
    "": Fraction(1),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenClip:
    """One `par`: where the text is, which audio speaks it, from `begin` to `end` in seconds.

    A time that can't be read is None, as is an end that is not given.
    """

    text: Address
    audio: Address | None
    begin: Fraction | None
    end: Fraction | None
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """A Media Overlay document: its references, and its clips in order."""

    contents: Contents
    clips: tuple[SpokenClip, ...] = ()


def seconds_of(clock: str) -> Fraction | None:
    """Return a SMIL clock value in seconds (SMIL 3.0, Timing, "Clock values"), or None if it is none."""
    text = clock.strip()
    match = CLOCK.match(text)
    if match:
        hours, minutes, seconds = match.groups()
        return Fraction(int(hours or 0) * 3600 + int(minutes) * 60) + Fraction(seconds)
    count = COUNT.match(text)
    return None if count is None else Fraction(count[1]) * SECONDS[count[2] or ""]


def read_overlay(document: ParsedDocument, path: str) -> Overlay:
    """Read an overlay; a broken one gives what could be read."""
    if document.root is None:
        return Overlay(contents=Contents(path=path, is_whole=False))
    references: list[Reference] = []
    clips: list[SpokenClip] = []
    for element in document.root.iter(etree.Element):
        name = name_of(element)[1]
        if name == "par":
            clip = _clip_of(element, path)
            clips.extend(() if clip is None else (clip,))
        _note(references, element, name, path)
    remote = any(reference.address.is_remote for reference in references)
    contents = Contents(
        path=path,
        is_whole=document.is_whole,
        references=tuple(references),
        features=frozenset({"remote-resources"} if remote else ()),
    )
    return Overlay(contents=contents, clips=tuple(clips))


def _note(references: list[Reference], element: etree._Element, name: str, path: str) -> None:
    textref = element.get(TEXTREF) if name in {"body", "seq"} else None
    written = element.get("src") if name in {"text", "audio"} else textref
    if written is not None:
        references.append(
            Reference(
                kind="spoken audio" if name == "audio" else "spoken text",
                address=resolved(path, written),
                path=path,
                line=line_of(element),
            )
        )


def _clip_of(par: etree._Element, path: str) -> SpokenClip | None:
    text = audio = None
    for child in par.iterchildren(etree.Element):
        name = name_of(child)[1]
        if name == "text" and child.get("src") is not None:
            text = child
        elif name == "audio" and child.get("src") is not None:
            audio = child
    if text is None:
        return None
    begin = "0" if audio is None else audio.get("clipBegin", "0")
    end = None if audio is None else audio.get("clipEnd")
    return SpokenClip(
        text=resolved(path, text.get("src", "")),
        audio=None if audio is None else resolved(path, audio.get("src", "")),
        begin=seconds_of(begin),
        end=None if end is None else seconds_of(end),
        line=line_of(par if audio is None else audio),
    )
