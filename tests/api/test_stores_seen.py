"""A real store of objects as the doctor and readiness see it: there, with wrong keys, and gone."""

import contextlib
import os
from dataclasses import replace
from pathlib import Path

import pytest
from school_worlds import settings_of
from seaweed import Seaweed, start_seaweed

from api.bootstrap import open_application
from api.commands.doctor import diagnose
from api.object_settings import write_bucket
from api.observing.draining import Draining
from api.observing.readiness import Readiness, probes_of
from library_core.buckets import Bucket

pytestmark = pytest.mark.slow


def look(data: Path, bucket: Bucket) -> dict[str, str]:
    """Return the levels of what the doctor says of the store, by line."""
    given = {"TETRAD_DATA": str(data), "TETRAD_OBJECTS": write_bucket(bucket)}
    return {one.name: one.level for one in diagnose(given) if "objects" in one.name}


def test_a_store_that_answers_is_well_and_its_clock_agrees(seaweed: Seaweed, tmp_path: Path) -> None:
    seaweed.client()

    assert look(tmp_path, seaweed.bucket()) == {"objects": "ok", "clock of the objects": "ok"}


def test_wrong_keys_are_told(seaweed: Seaweed, tmp_path: Path) -> None:
    assert look(tmp_path, replace(seaweed.bucket(), secret_key="wrong")) == {"objects": "fail"}


def test_a_store_that_has_gone_makes_a_process_unready(tmp_path: Path) -> None:
    seaweed = start_seaweed(tmp_path / "seaweed")
    seaweed.client()
    settings = replace(settings_of(tmp_path / "data"), objects=seaweed.bucket())
    with contextlib.closing(open_application(settings)) as application:
        readiness = Readiness(probes_of(application), Draining())
        before = readiness.ask()["objects"]
        seaweed.kill()
        os.waitpid(seaweed.pid, 0)

        after = readiness.ask()["objects"]

    assert (before, after) in {("ok", "no answer in 2 s"), ("ok", "fails: ObjectStoreFailed")}
