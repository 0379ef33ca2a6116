"""A text shown to people, in each language that it has been written in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

Language = Literal["en", "ru"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "ru")


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in English and in Russian; a missing language is None."""

    en: str | None = None
    ru: str | None = None

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages that this text has been written in."""
        return tuple(language for language in LANGUAGES if getattr(self, language) is not None)

    def in_language(self, language: Language) -> str:
        """Return the words in this language, or in the other one if it was never written in this."""
        wanted, other = (self.en, self.ru) if language == "en" else (self.ru, self.en)
        return wanted if wanted is not None else other or ""

    def map(self, change: Callable[[str], str]) -> "Text":
        """Return the text with each language changed by the same function."""
        return Text(
            en=None if self.en is None else change(self.en), ru=None if self.ru is None else change(self.ru)
        )


def text_to_json(text: Text) -> dict[str, str]:
    """Return the text as an object of language to words."""
    return {language: text.in_language(language) for language in text.languages}


def text_from_json(data: dict[str, str]) -> Text:
    """Read what `text_to_json` wrote."""
    return Text(en=data.get("en"), ru=data.get("ru"))
