"""A synthesiser for tests whose speech is as long as the words."""

import numpy as np

from library_core.narration.synthesiser import Speech, SpeechFailed
from variants.texts import Language


class Tones:
    """Implements `Synthesiser` without a voice; it keeps what it spoke, and refuses what it is told to."""

    def __init__(self, refused: str = "\0") -> None:
        self.spoken: list[str] = []
        self._refused = refused

    def voice(self, language: Language) -> str:
        return f"tones {language}"

    def speak(self, words: str, language: Language) -> Speech:
        if self._refused in words:
            raise SpeechFailed
        self.spoken.append(words)
        return Speech(np.full(100 * len(words) + 2205, 0.1, dtype=np.float32), 22050)
