"""Textbooks for the roads: the book of the page tests, with a notebook, a model, or as a second edition."""

import json
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

from api.bootstrap import Application
from library_core.editions import EditionKey
from library_core.people import PersonKey, SchoolKey
from search.queries import Query

sys.path.append(str(Path(__file__).parent.parent / "api"))

import reading_world


def add_textbook(
    application: Application,
    school: SchoolKey,
    publisher: PersonKey,
    *,
    with_notebook: bool = False,
    with_model: bool = False,
) -> EditionKey:
    """Publish the book of two chapters in a school."""
    notebook = None
    if with_notebook:
        found = application.search(Query(school=school, words="плоскости", kind="notebook"))
        notebook = found.records[0].key
    model = '<figure id="g1" data-model="object:models/triangle.glb"></figure>' if with_model else ""
    return reading_world.add_textbook(
        application,
        school,
        publisher,
        notebook=notebook,
        one=reading_world.ONE + model,
        more={"models/triangle.glb": triangle()} if with_model else {},
    )


@dataclass(frozen=True, slots=True)
class SecondEdition:
    """The same book once more, its second paragraph under another id and after another word."""

    application: Application
    school: SchoolKey
    publisher: PersonKey
    book: EditionKey

    def release(self) -> EditionKey:
        """Publish it in the place of the first."""
        one = reading_world.ONE.replace('<p id="p2">Пружина', '<p id="renamed">Итак, пружина')
        return reading_world.add_textbook(
            self.application,
            self.school,
            self.publisher,
            earlier=self.book,
            one=one,
            renamed={"p2": "renamed"},
        )


def triangle() -> bytes:
    """Return a GLB file with one triangle (glTF 2.0)."""
    points = struct.pack("<9f", 0, 0, 0, 1, 0, 0, 0, 1, 0)
    document = {
        "asset": {"version": "2.0"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}]}],
        "buffers": [{"byteLength": len(points)}],
        "bufferViews": [{"buffer": 0, "byteLength": len(points)}],
        "accessors": [
            {
                "bufferView": 0,
                "componentType": 5126,
                "count": 3,
                "type": "VEC3",
                "min": [0, 0, 0],
                "max": [1, 1, 0],
            }
        ],
    }
    text = json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    length = 12 + 8 + len(text) + 8 + len(points)
    head = struct.pack("<4sII", b"glTF", 2, length) + struct.pack("<I4s", len(text), b"JSON")
    return head + text + struct.pack("<I4s", len(points), b"BIN\0") + points
