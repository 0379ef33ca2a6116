"""Editions narrated and exported: what has no recording is spoken once, joined, kept across stops."""

import contextlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import DATABASES, lent_settings
from epubcheck_oracle import Oracle
from markdown_books import MOTION, book_files
from spoken_words import beep
from tones import Tones

from api.bootstrap import Application, open_application
from api.exporting import exported_edition
from api.jobs.narrations import NARRATION, REASONS, request_narration
from api.jobs.working import find_job, work_off
from library_core.editions import EditionKey
from library_core.formats.epub_writing.exporting import write_package_again
from library_core.library import Act
from library_core.narration.narrating import NoTextbook, Studio, narrate_edition
from library_core.people import LIBRARY, School
from library_core.publishing import Upload, publish
from library_core.textbooks.book import Clip

ACT = Act(school=LIBRARY, at=1)
ALONE = MOTION.replace("::: notebook {name=library/incline}\n:::\n", "")
CHAPTER = "EPUB/text/01-motion.xhtml"


@pytest.fixture(params=DATABASES)
def application(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Application]:
    with (
        lent_settings(request, tmp_path) as settings,
        contextlib.closing(open_application(settings)) as application,
    ):
        library = School(key=LIBRARY, name="Tetrad")
        application.write(lambda unit: unit.people.add_school(library))
        yield application


def published(application: Application, **sounds: bytes) -> EditionKey:
    files = {**book_files(motion=ALONE), **sounds}
    return publish(application.press, Upload(kind="textbook", files=files), ACT).key


def studio(application: Application, tones: Tones) -> Studio:
    return Studio(library=application.press.library, objects=application.objects, synthesiser=tones)


def clips_of(application: Application, edition: EditionKey) -> tuple[Clip, ...]:
    return application.read(lambda unit: unit.library.textbooks.clips(edition, CHAPTER))


def go_on(_done: int, _total: int) -> bool:
    return True


def test_every_passage_is_spoken_in_one_sound_a_document(application: Application) -> None:
    edition = published(application)

    assert narrate_edition(studio(application, Tones()), LIBRARY, edition, go_on)

    clips = clips_of(application, edition)
    passages = application.read(lambda unit: unit.library.textbooks.passages(edition, CHAPTER))
    assert [clip.paragraph for clip in clips] == [passage.paragraph for passage in passages]
    assert {clip.origin for clip in clips} == {"synthetic"}
    assert len({clip.audio for clip in clips}) == 1


def test_a_second_time_speaks_nothing(application: Application) -> None:
    edition, tones = published(application), Tones()
    narrate_edition(studio(application, tones), LIBRARY, edition, go_on)
    before = len(tones.spoken)

    narrate_edition(studio(application, tones), LIBRARY, edition, go_on)

    assert len(tones.spoken) == before > 0


def test_after_a_stop_it_goes_on_where_it_was(application: Application) -> None:
    edition, tones = published(application), Tones()

    assert not narrate_edition(studio(application, tones), LIBRARY, edition, lambda done, _: done < 5)
    assert len(tones.spoken) == 5
    narrate_edition(studio(application, tones), LIBRARY, edition, go_on)

    assert len(tones.spoken) == len(set(tones.spoken))


def test_what_is_recorded_is_not_spoken(application: Application) -> None:
    edition, tones = published(application, **{"audio/01-motion/para.opus": beep(1)}), Tones()

    narrate_edition(studio(application, tones), LIBRARY, edition, go_on)

    recorded = [clip for clip in clips_of(application, edition) if clip.origin == "recorded"]
    assert [clip.paragraph.removeprefix("b-") for clip in recorded] == ["para"]
    assert not any("эф равно эм а" in words for words in tones.spoken)


def test_what_cannot_be_spoken_stops_nothing(application: Application) -> None:
    edition = published(application)

    narrate_edition(studio(application, Tones(refused="эф равно")), LIBRARY, edition, go_on)

    assert "b-para" not in {clip.paragraph for clip in clips_of(application, edition)}
    assert len(clips_of(application, edition)) > 3


def test_only_a_textbook_can_be_narrated(application: Application) -> None:
    with pytest.raises(NoTextbook):
        narrate_edition(studio(application, Tones()), LIBRARY, EditionKey("none"), go_on)


@pytest.mark.slow
def test_a_narration_that_was_asked_for_is_made_by_a_worker(application: Application) -> None:
    edition = published(application)
    job = application.write(lambda unit: request_narration(unit.library, ACT, edition))

    work_off(application, [NARRATION])

    ended = find_job(application, job.key)
    assert ended is not None
    assert (ended.state, ended.progress.done) == ("done", ended.progress.total)
    assert clips_of(application, edition)


def test_asking_twice_for_a_narration_is_asking_once(application: Application) -> None:
    edition = published(application)

    first, second = (
        application.write(lambda unit: request_narration(unit.library, ACT, edition)) for _ in "12"
    )

    assert first == second


def test_what_is_no_textbook_is_refused_in_words(application: Application) -> None:
    job = application.write(lambda unit: request_narration(unit.library, ACT, EditionKey("none")))

    work_off(application, [NARRATION])

    ended = find_job(application, job.key)
    assert ended is not None
    assert (ended.state, ended.said) == ("refused", REASONS[NoTextbook])


@pytest.mark.slow
def test_epubcheck_finds_nothing_in_an_edition_exported_with_its_narration(
    application: Application, tmp_path: Path, epubcheck: Oracle
) -> None:
    edition = published(application, **{"audio/02-forces/second.opus": beep(1)})
    narrate_edition(studio(application, Tones()), LIBRARY, edition, go_on)
    path = tmp_path / "exported.epub"

    with path.open("wb") as target:
        write_package_again(exported_edition(application, LIBRARY, edition), application.objects, target)

    assert epubcheck.verdict_of(path).said == ()


def test_an_export_without_narration_is_the_package_that_was_read(application: Application) -> None:
    edition, target = published(application), io.BytesIO()
    exported = exported_edition(application, LIBRARY, edition)

    write_package_again(exported, application.objects, target)

    archive = zipfile.ZipFile(target)
    assert archive.namelist()[0] == "mimetype"
    assert {*archive.namelist()} == {"mimetype", *exported.manifest}
