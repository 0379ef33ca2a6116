"""Samples of speech → Opus, mono, about 24 kbit/s."""

import io
from typing import Final

import numpy as np
import soundfile
from numpy.typing import NDArray

from library_core.sounds.opus_files import join

Samples = NDArray[np.float32]
RATE: Final = 24_000
"""Samples a second of what is encoded; Opus takes few rates."""

_LEVEL: Final = 0.92


def encode(samples: Samples, rate: int) -> bytes:
    """Return mono samples from -1 to 1 at any rate as an Opus file."""
    buffer = io.BytesIO()
    heard = resample(samples, rate)
    soundfile.write(buffer, heard, RATE, format="OGG", subtype="OPUS", compression_level=_LEVEL)
    # Joined alone it gets our header: the same samples are the same bytes.
    return join([buffer.getvalue()])[0]


def resample(samples: Samples, rate: int) -> Samples:
    """Return the samples at `RATE`, through the frequencies that both rates hold."""
    if rate == RATE or not len(samples):
        return samples
    common = int(np.gcd(rate, RATE))
    step, stride = rate // common, RATE // common
    blocks = -(-len(samples) // step)
    spectrum = np.fft.rfft(samples, blocks * step)
    size = blocks * stride
    changed = np.fft.irfft(spectrum[: size // 2 + 1], size) * (stride / step)
    return np.clip(changed, -1, 1).astype(np.float32)
