"""Media overlays: for each document with clips a SMIL file that says which sound speaks which element."""

import posixpath
from collections.abc import Sequence
from html import escape

from library_core.textbooks.book import Clip


def overlay_path(document: str) -> str:
    """Return where the overlay of a document lies."""
    return f"overlays/{posixpath.splitext(posixpath.basename(document))[0]}.smil"


def write_overlay(document: str, clips: Sequence[Clip], *, path: str = "") -> str:
    """Return the overlay of a document as SMIL; every clip has an end."""
    folder = posixpath.dirname(path or overlay_path(document))
    text = posixpath.relpath(document, folder or ".")
    pairs = "".join(
        f'<par id="par-{number}"><text src="{escape(text)}#{escape(clip.paragraph)}"/>'
        f'<audio src="{escape(posixpath.relpath(clip.audio, folder or "."))}"'
        f' clipBegin="{clock(clip.begin)}" clipEnd="{clock(clip.end or clip.begin)}"/></par>\n'
        for number, clip in enumerate(clips, 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" version="3.0">\n'
        f'<body>\n<seq id="seq-1" epub:textref="{escape(text)}">\n{pairs}</seq>\n</body>\n</smil>\n'
    )


def duration_of(clips: Sequence[Clip]) -> int:
    """Return how long the clips speak together, in milliseconds."""
    return sum((clip.end or clip.begin) - clip.begin for clip in clips)


def clock(milliseconds: int) -> str:
    """Return a moment as a clock value: `0:01:02.345`."""
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}.{thousandths:03}"
