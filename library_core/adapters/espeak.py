"""Speech by eSpeak NG: the program where it is installed, else its library in a process of its own.

The library is under the GPL, so this process never loads it: `espeak_process` does, is handed words on
standard input, and is killed at a time limit.
"""

import importlib.metadata
import importlib.util
import io
import shutil
import subprocess
import sys
import wave
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from library_core.narration.synthesiser import Speech, SpeechFailed, SpeechUnavailable
from variants.texts import Language

MOST_CHARACTERS: Final = 20_000
LONGEST_SECONDS: Final = 60
WORDS_A_MINUTE: Final = 145
PROGRAM: Final = "espeak-ng"
PACKAGE: Final = "espeakng_loader"
MISSING: Final = "no synthesiser: install the program espeak-ng, or Tetrad with the extra `narration`"
_VOICES: Final = {"ru": "ru", "en": "en"}


class Espeak:
    """Implements `library_core.narration.synthesiser.Synthesiser`."""

    def voice(self, language: Language) -> str:
        """Return the name of the voice and its version."""
        return f"espeak-ng {_version()} {_VOICES[language]} {WORDS_A_MINUTE}"

    def speak(self, words: str, language: Language) -> Speech:
        """Return the words as sound. Raises SpeechUnavailable and SpeechFailed."""
        if not words.strip() or len(words) > MOST_CHARACTERS:
            raise SpeechFailed
        try:
            done = subprocess.run(
                _command(_VOICES[language]),
                input=words.encode(),
                capture_output=True,
                timeout=LONGEST_SECONDS,
                check=True,
            )
        except FileNotFoundError as error:
            raise SpeechUnavailable(MISSING) from error
        except subprocess.SubprocessError as error:
            raise SpeechFailed from error
        return _read_wave(done.stdout)


def _command(voice: str) -> Sequence[str]:
    if shutil.which(PROGRAM):
        return (PROGRAM, "--stdin", "--stdout", "-v", voice, "-s", str(WORDS_A_MINUTE), "-b", "1")
    if importlib.util.find_spec(PACKAGE) is None:
        raise SpeechUnavailable(MISSING)
    return (sys.executable, "-m", "library_core.adapters.espeak_process", voice, str(WORDS_A_MINUTE))


@lru_cache(maxsize=1)
def _version() -> str:
    if shutil.which(PROGRAM):
        said = subprocess.run((PROGRAM, "--version"), capture_output=True, timeout=10, check=False).stdout
        return " ".join(said.decode("utf-8", "replace").split()[3:4]) or "program"
    try:
        return importlib.metadata.version("espeakng-loader")
    except importlib.metadata.PackageNotFoundError as error:
        raise SpeechUnavailable(MISSING) from error


def _read_wave(content: bytes) -> Speech:
    try:
        with wave.open(io.BytesIO(content)) as sound:
            rate, frames = sound.getframerate(), sound.readframes(len(content))
    except (wave.Error, EOFError) as error:
        raise SpeechFailed from error
    samples = (np.frombuffer(frames[: len(frames) // 2 * 2], dtype="<i2") / 32768).astype(np.float32)
    if not len(samples):
        raise SpeechFailed
    return Speech(samples, rate)
