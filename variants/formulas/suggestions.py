"""What somebody who misspelt a word most likely meant."""

from collections.abc import Iterable
from difflib import get_close_matches

from variants.texts import Text


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like this one, None if none is close."""
    matches = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


def with_suggestion(message: Text, word: str, known: Iterable[str]) -> Text:
    """Return the message with "did you mean …?" added where a known word is close."""
    suggestion = nearest(word, known)
    if suggestion is None:
        return message
    return Text(
        en=f"{message.en}; did you mean `{suggestion}`?", ru=f"{message.ru}; может быть, `{suggestion}`?"
    )
