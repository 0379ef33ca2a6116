"""The port of synthesisers: words go in, samples of a voice come out."""

from dataclasses import dataclass
from typing import Protocol

from library_core.sounds.encoding import Samples
from variants.texts import Language


class SpeechUnavailable(Exception):
    """There is no synthesiser here; `reason` says what the operator can do."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class SpeechFailed(Exception):
    """These words could not be spoken within the limits."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Mono samples from -1 to 1, and how many of them make a second."""

    samples: Samples
    rate: int


class Synthesiser(Protocol):
    """Speaks words; the same words in the same voice sound the same."""

    def voice(self, language: Language) -> str:
        """Return the name of the voice and its version, by which spoken paragraphs are kept."""
        ...

    def speak(self, words: str, language: Language) -> Speech:
        """Return the words as sound. Raises SpeechUnavailable and SpeechFailed."""
        ...
