"""A textbook of two chapters with sound and without, as a school has it; made without any format's reader."""

import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
import soundfile

from api.bootstrap import Application, Unit
from api.web.visits import present
from library_core.editions import Edition, EditionKey, State
from library_core.identities import new_key
from library_core.objects import ObjectKey, put_bytes
from library_core.people import PersonKey, SchoolKey
from library_core.reading.anchoring import ReadParagraph, anchor_at
from library_core.reading.annotations import AnnotationKey, Own, Remark, annotate
from library_core.textbooks.book import BookDocument, Clip, NavigationPoint, Passage, Textbook
from library_core.works import Work, WorkKey
from variants.texts import Text

RATE: Final = 16_000
FIRST: Final = "text/one.xhtml"
SECOND: Final = "text/two.xhtml"
AUDIO: Final = "audio/one.wav"
PICTURE: Final = "images/drawing.svg"
SVG: Final = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200" width="400" height="200">'
    b'<path d="M10 190L390 10V190Z" fill="#2a4a9c"/></svg>'
)
ONE: Final = """\
<h1 id="h1">Силы</h1>
<p id="p1">Сила &lt;трения&gt; мешает <span id="w1">движению</span> <em>тела</em>.\
<a href="document:text/one.xhtml#n1" role="doc-noteref">1</a></p>
<p id="p2">Пружина растягивается, и сила упругости возвращает её обратно.</p>
<p id="silent">У этого абзаца записи нет: <code>src="object:images/drawing.svg"</code>.</p>
<figure id="f1"><img src="object:images/drawing.svg" alt="Наклонная плоскость">\
<figcaption id="c1">Плоскость</figcaption></figure>
<p id="p3">Закон Гука: <math display="inline"><mi>F</mi><mo>=</mo><mi>k</mi><mi>x</mi></math>.\
 <a href="document:text/two.xhtml#h2">Дальше о работе</a>.</p>
<aside id="n1" role="doc-footnote"><p>Греческое слово.</p></aside>
<div id="card" data-notebook="NOTEBOOK"><p>Тетрадь к параграфу.</p></div>
"""
TWO: Final = '<h1 id="h2">Работа</h1><p id="q1">Работа силы равна произведению силы на путь.</p>'
MORE: Final = "".join(
    f'<p id="m{n}">Абзац {n} о том, как тела движутся по плоскости вниз.</p>' for n in range(12)
)
LONG: Final = 1500
"""Milliseconds of sound for one paragraph."""


def tone(seconds: float, *, hertz: float = 330.0) -> bytes:
    """Return a quiet sine as a WAV file."""
    times = np.arange(int(RATE * seconds)) / RATE
    written = io.BytesIO()
    soundfile.write(written, 0.1 * np.sin(2 * np.pi * hertz * times), RATE, format="WAV", subtype="PCM_16")
    return written.getvalue()


def passages_of(ids: Mapping[str, str]) -> tuple[Passage, ...]:
    """Return passages; those whose id begins with h are headings."""
    return tuple(
        Passage(paragraph=name, kind="heading", text=text, level=1)
        if name.startswith("h")
        else Passage(paragraph=name, kind="paragraph", text=text)
        for name, text in ids.items()
    )


def chapter_one() -> tuple[Passage, ...]:
    """Return the passages of the first chapter."""
    return passages_of(
        {
            "h1": "Силы",
            "p1": "Сила <трения> мешает движению тела.1",
            "p2": "Пружина растягивается, и сила упругости возвращает её обратно.",
            "silent": "У этого абзаца записи нет",
            "p3": "Закон Гука: F=kx. Дальше о работе.",
        }
    )


def clips() -> tuple[Clip, ...]:
    """Return clips of both chapters: one after another in a file, one of them finer than its paragraph."""
    first = [("h1", 0, LONG), ("w1", LONG, 2 * LONG), ("p2", 2 * LONG, 3 * LONG), ("p3", 3 * LONG, 4 * LONG)]
    second: list[tuple[str, int, int | None]] = [("h2", 0, LONG), ("q1", LONG, None)]
    return (
        *(Clip(document=FIRST, paragraph=id_, audio=AUDIO, begin=a, end=b) for id_, a, b in first),
        *(
            Clip(document=SECOND, paragraph=id_, audio=AUDIO, begin=a, end=b, origin="synthetic")
            for id_, a, b in second
        ),
    )


def make_book(objects: Mapping[str, ObjectKey], renamed: Mapping[str, str]) -> Textbook:
    """Return the book over its objects, by path."""
    first = tuple(
        replace(passage, paragraph=renamed.get(passage.paragraph, passage.paragraph))
        for passage in chapter_one()
    )
    rest = tuple(Passage(paragraph=f"m{n}", kind="paragraph", text=f"Абзац {n}") for n in range(12))
    return Textbook(
        title="Физика для чтения вслух",
        documents=(
            BookDocument(path=FIRST, title="Силы", html=objects["one"], passages=first),
            BookDocument(
                path=SECOND,
                title="Работа",
                html=objects["two"],
                passages=(*passages_of({"h2": "Работа", "q1": "Работа силы равна произведению"}), *rest),
            ),
            BookDocument(path="text/lab.xhtml", title="Лаборатория", html=objects["two"], scripted=True),
        ),
        navigation=(
            NavigationPoint(
                title="Силы",
                document=FIRST,
                children=(NavigationPoint(title="Упругость", document=FIRST, fragment="p2"),),
            ),
            NavigationPoint(title="Работа", document=SECOND),
            NavigationPoint(title="Лаборатория", document="text/lab.xhtml"),
        ),
        pages=(
            NavigationPoint(title="5", document=FIRST, fragment="h1"),
            NavigationPoint(title="6", document=FIRST, fragment="p2"),
            NavigationPoint(title="7", document=SECOND, fragment="h2"),
        ),
        clips=clips(),
        language="ru",
    )


def add_textbook(
    application: Application,
    school: SchoolKey,
    publisher: PersonKey,
    *,
    notebook: EditionKey | None = None,
    state: State = "published",
    earlier: EditionKey | None = None,
    one: str = ONE,
    more: Mapping[str, bytes] | None = None,
    renamed: Mapping[str, str] | None = None,
) -> EditionKey:
    """Keep a textbook edition of the school; `earlier` is the edition that it takes the place of.

    `more` are further objects by path; `renamed` gives paragraphs of the first chapter another id.
    """
    name = f"{school}/sevenths"
    stored = {
        "one": one.replace("NOTEBOOK", name).encode(),
        "two": (TWO + MORE).encode(),
        AUDIO: tone(4 * LONG / 1000),
        PICTURE: SVG,
        "text/lab.xhtml": b"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>Lab</p></body></html>",
        **(more or {}),
    }
    objects = {path: put_bytes(application.objects, content) for path, content in stored.items()}
    before = application.read(lambda unit: unit.library.editions.find(school, earlier)) if earlier else None
    work = (
        before.work
        if before
        else Work(
            key=WorkKey(new_key()),
            school=school,
            name=f"{school}/physics-aloud-{new_key()}".lower(),
            kind="textbook",
        )
    )
    number = (before.number or 0) + 1 if before else 1
    edition = Edition(
        key=EditionKey(new_key()),
        work=work,
        state=state,
        title=Text(ru="Физика для чтения вслух"),
        subject="physics",
        section="mechanics",
        grades=(7,),
        languages=("ru",),
        manifest={path: key for path, key in objects.items() if "/" in path},
        fingerprint=new_key(),
        created_at=1,
        publisher=publisher,
        uses={name: notebook} if notebook else {},
        number=number if state == "published" else None,
        published_at=1 if state == "published" else None,
    )

    def keep(unit: Unit) -> None:
        library = unit.library
        if before is None:
            library.works.add(work)
        else:
            library.editions.change(replace(before, state="superseded"))
        library.editions.add(edition)
        library.textbooks.keep(edition.key, make_book(objects, renamed or {}))

    application.write(keep)
    return edition.key


def add_note(
    application: Application,
    school: SchoolKey,
    person: PersonKey,
    textbook: EditionKey,
    quotation: str = "сила упругости",
) -> AnnotationKey:
    """Let somebody highlight words of the second paragraph."""
    work = application.read(lambda unit: unit.library.shelves.find(school, textbook))
    assert work is not None
    own = Own(school=school, person=person, work=work.work, edition=textbook, at=present())
    text = next(each.text for each in chapter_one() if each.paragraph == "p2")
    start = text.index(quotation)
    paragraph = ReadParagraph(document=FIRST, paragraph="p2", text=text)
    remark = Remark(kind="highlight", anchor=anchor_at(paragraph, start, start + len(quotation)))
    return application.write(lambda unit: annotate(unit.library.annotations, own, new_key, remark)).key
