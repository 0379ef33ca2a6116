"""Sounds for tests: tones in Opus."""

from functools import cache

import numpy as np

from library_core.sounds.encoding import encode


@cache
def beep(seconds: float) -> bytes:
    """Return a tone of this length as an Opus file."""
    moments = np.arange(int(22050 * seconds)) / 22050
    return encode((0.3 * np.sin(2 * np.pi * 440 * moments)).astype(np.float32), 22050)
