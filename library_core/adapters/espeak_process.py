"""A process that speaks: words on standard input → a WAVE file on standard output, by the library eSpeak NG.

Run as `python -m library_core.adapters.espeak_process VOICE WORDS_A_MINUTE`; nothing imports it, because the
library is under the GPL. Names and numbers are those of espeak-ng's `speak_lib.h`.
"""

import ctypes
import importlib
import io
import sys
import wave
from typing import Final

_SYNCHRONOUS: Final = 2
_RATE: Final = 1
_UTF8: Final = 1
_END_PAUSE: Final = 0x1000
_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


def speak(words: str, voice: str, words_a_minute: int) -> bytes:
    """Return the words as a WAVE file. Raises OSError where the library refuses."""
    loader = importlib.import_module("espeakng_loader")
    library = ctypes.CDLL(loader.get_library_path())
    rate = library.espeak_Initialize(_SYNCHRONOUS, 0, str(loader.get_data_path()).encode(), 0)
    if rate <= 0 or library.espeak_SetVoiceByName(voice.encode()) != 0:
        raise OSError(f"espeak-ng has no voice {voice}")
    library.espeak_SetParameter(_RATE, words_a_minute, 0)
    heard: list[bytes] = []

    def take(samples: "ctypes._Pointer[ctypes.c_short]", count: int, _events: int | None) -> int:
        if samples and count:
            heard.append(ctypes.string_at(samples, 2 * count))
        return 0

    callback = _CALLBACK(take)
    library.espeak_SetSynthCallback(callback)
    text = words.encode()
    if library.espeak_Synth(text, len(text) + 1, 0, 0, 0, _UTF8 | _END_PAUSE, None, None) != 0:
        raise OSError("espeak-ng could not speak")
    library.espeak_Synchronize()
    return _as_wave(b"".join(heard), rate)


def _as_wave(frames: bytes, rate: int) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(frames)
    return buffer.getvalue()


if __name__ == "__main__":
    sys.stdout.buffer.write(speak(sys.stdin.buffer.read().decode(), sys.argv[1], int(sys.argv[2])))
