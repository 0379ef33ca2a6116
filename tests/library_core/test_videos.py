"""Videos are read with everything a page needs, or refused with every problem located."""

import io
from pathlib import Path

import pytest
from films import CAPTIONS, DESCRIBED, PICTURE, mp4, webm
from hypothesis import given
from hypothesis import strategies as st

from library_core.adapters.folder_objects import FolderObjects
from library_core.formats.video.captions import Cue, read_captions
from library_core.formats.video.containers import NoFilm, read_film
from library_core.formats.video.kind import read_video
from library_core.objects import put_bytes
from library_core.publishing import Described, Sent, UnknownWork, Upload
from variants.problems import DocumentRefused

FILES = {
    "video.yaml": DESCRIBED.encode(),
    "fall.ru.vtt": CAPTIONS.encode(),
    "poster.png": PICTURE,
}


def read(folder: Path, **changed: bytes | None) -> Described:
    """Read the video, its film stored and its documents in memory, after these changes."""
    objects = FolderObjects(folder)
    names = {name.replace("_", "."): content for name, content in changed.items()}
    files = {"fall.mp4": mp4(90_000), **FILES, **names}
    kept = {path: content for path, content in files.items() if content is not None}
    stored = {path: put_bytes(objects, kept.pop(path)) for path in ("fall.mp4",) if path in kept}

    def find_used(name: str) -> dict[str, bytes]:
        raise UnknownWork(name)

    upload = Upload(kind="video", files=kept, stored=stored)
    return read_video(Sent(upload=upload, objects=objects, find_used=find_used))


def problems_of(folder: Path, **changed: bytes | None) -> list[tuple[str, int]]:
    with pytest.raises(DocumentRefused) as caught:
        read(folder, **changed)
    return [(problem.document, problem.line) for problem in caught.value.problems]


def test_a_video_is_described_for_the_catalogue(tmp_path: Path) -> None:
    described = read(tmp_path)

    assert (described.identifier, described.languages) == ("free-fall", ("ru",))
    assert described.metadata.minutes == 2
    assert described.words.ru == "Отпускаем шарик & ждём"
    assert sorted(described.unpacked or ()) == ["fall.mp4", "fall.ru.vtt", "poster.png", "video.yaml"]


def test_a_video_may_be_sent_in_two_containers(tmp_path: Path) -> None:
    assert read(tmp_path, fall_webm=webm(90_000)).unpacked is not None


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"fall_mp4": None}, ("video.yaml", 0)),
        ({"fall_mp4": b"MZ not a film"}, ("fall.mp4", 0)),
        ({"fall_mp4": webm(90_000)}, ("fall.mp4", 0)),
        ({"fall_mp4": mp4(0)}, ("fall.mp4", 0)),
        ({"fall_mp4": mp4(1)}, ("video.yaml", 0)),
        ({"setup_exe": b"MZ"}, ("setup.exe", 0)),
        ({"poster_png": b"<svg/>"}, ("poster.png", 0)),
        ({"video_yaml": DESCRIBED.replace("0:02", "two").encode()}, ("video.yaml", 11)),
        ({"video_yaml": DESCRIBED.replace("captions: {ru: fall.ru.vtt}\n", "").encode()}, ("video.yaml", 1)),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    tmp_path: Path, changed: dict[str, bytes | None], place: tuple[str, int]
) -> None:
    assert place in problems_of(tmp_path, **changed)


def test_captions_without_their_file_are_refused(tmp_path: Path) -> None:
    described = DESCRIBED.replace("fall.ru.vtt", "other.vtt").encode()

    assert problems_of(tmp_path, video_yaml=described) == [("other.vtt", 0)]


def test_captions_are_cues_in_order() -> None:
    assert read_captions("WEBVTT — film\n\nNOTE x\n\n00:01.000 --> 01:00:02.500\nтам\nи тут", "a.vtt") == (
        Cue(begin=1000, end=3_602_500, text="там и тут"),
    )


@pytest.mark.parametrize(
    ("captions", "line"),
    [
        ("", 1),
        ("WEBVTT\n", 1),
        ("1\n00:00.000 --> 00:01.000\nslovo", 1),
        ("WEBVTT\n\n00:00,000 --> 00:01,000\nsrt", 3),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nback", 3),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\n<b></b>", 3),
        ("WEBVTT\n\n00:05.000 --> 00:06.000\na\n\n00:01.000 --> 00:02.000\nb", 6),
        ("WEBVTT\n\nSTYLE\n::cue{background:url(//evil)}", 3),
        ("WEBVTT\n\nwords without a time", 3),
    ],
)
def test_captions_that_a_browser_would_drop_are_refused(captions: str, line: int) -> None:
    with pytest.raises(DocumentRefused) as caught:
        read_captions(captions, "a.vtt")

    assert caught.value.problems[0].line == line


@pytest.mark.parametrize(("content", "kind"), [(mp4(2500), "mp4"), (webm(2500), "webm")])
def test_a_film_is_known_by_its_bytes(content: bytes, kind: str) -> None:
    film = read_film(io.BytesIO(content))

    assert (film.container, film.milliseconds) == (kind, 2500)


def test_another_matroska_is_no_webm() -> None:
    with pytest.raises(NoFilm):
        read_film(io.BytesIO(webm(1000, kind=b"matroska")))


@given(st.sampled_from([mp4(2500), webm(2500)]), st.data())
def test_a_broken_film_is_read_or_refused(content: bytes, data: st.DataObject) -> None:
    broken = bytearray(content)
    for _ in range(data.draw(st.integers(1, 4))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))

    try:
        assert read_film(io.BytesIO(bytes(broken))).milliseconds > 0
    except NoFilm:
        assert bytes(broken) != content
