"""Opus files joined: every part is heard whole, in its place."""

import io

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from library_core.sounds.encoding import RATE, encode, resample
from library_core.sounds.opus_files import NotOpus, Stretch, duration_of, join


def tone(hertz: float, seconds: float) -> bytes:
    moments = np.arange(int(22050 * seconds)) / 22050
    return encode((0.4 * np.sin(2 * np.pi * hertz * moments)).astype(np.float32), 22050)


def heard(content: bytes, stretch: Stretch) -> float:
    """Return the loudest frequency of a stretch."""
    samples, rate = soundfile.read(io.BytesIO(content))
    part = samples[stretch.begin * rate // 1000 : stretch.end * rate // 1000]
    return float(np.argmax(np.abs(np.fft.rfft(part))) * rate / len(part))


def test_every_part_is_heard_in_its_stretch() -> None:
    parts = [tone(300, 0.7), tone(800, 1.13), tone(500, 0.4)]

    joined, stretches = join(parts)

    assert [round(heard(joined, each), -1) for each in stretches] == [300, 800, 500]
    assert [each.end - each.begin for each in stretches] == pytest.approx([700, 1130, 400], abs=5)


def test_a_joined_file_is_as_long_as_a_decoder_finds_it() -> None:
    joined, stretches = join([tone(300, 0.7), tone(800, 1.1)])

    samples, rate = soundfile.read(io.BytesIO(joined))

    assert duration_of(joined) == stretches[-1].end
    assert len(samples) / rate * 1000 == pytest.approx(duration_of(joined), abs=5)


def test_the_same_samples_are_the_same_bytes() -> None:
    assert tone(300, 0.5) == tone(300, 0.5)


def test_speech_takes_about_three_kilobytes_a_second() -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, 22050 * 4).astype(np.float32)

    assert 2000 < len(encode(noise, 22050)) / 4 < 4500


def test_resampling_keeps_a_tone() -> None:
    moments = np.arange(22050) / 22050

    changed = resample(np.sin(2 * np.pi * 1000 * moments).astype(np.float32), 22050)

    expected = np.sin(2 * np.pi * 1000 * np.arange(RATE) / RATE)
    assert len(changed) == RATE
    assert np.abs(changed - expected).max() < 1e-3


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 400))
def test_what_is_no_opus_is_refused(noise: bytes, place: int) -> None:
    whole = tone(300, 0.1)
    broken = whole[:place] + noise

    try:
        duration = duration_of(broken)
    except NotOpus:
        return
    assert duration > 0
