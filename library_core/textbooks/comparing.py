"""What a newer edition of a textbook changes: chapters, paragraphs, recordings."""

from collections import Counter

from library_core.editions import EditionKey
from library_core.textbooks.book import Textbooks
from variants.texts import Text


def compare_textbooks(textbooks: Textbooks, earlier: EditionKey, later: EditionKey) -> tuple[Text, ...]:
    """Say what the later edition changes; empty if one of them is no textbook, or nothing differs.

    A chapter is known by its path, a paragraph by its words: one that was only moved is not counted.
    """
    before, after = textbooks.outline(earlier), textbooks.outline(later)
    if before is None or after is None:
        return ()
    former = {document.path for document in before.documents}
    present = {document.path for document in after.documents}
    shared = former & present
    counts = (
        (len(present - former), Text(en="new chapters", ru="новых глав")),
        (len(former - present), Text(en="chapters removed", ru="убрано глав")),
        (
            sum(_changed(textbooks, earlier, later, path) for path in shared),
            Text(en="paragraphs changed", ru="изменено абзацев"),
        ),
        (
            sum(_recorded(textbooks, later, path) - _recorded(textbooks, earlier, path) for path in shared),
            Text(en="paragraphs with a new recording", ru="новых озвученных абзацев"),
        ),
    )
    return tuple(
        Text(en=f"{words.en}: {count}", ru=f"{words.ru}: {count}") for count, words in counts if count > 0
    )


def _changed(textbooks: Textbooks, earlier: EditionKey, later: EditionKey, path: str) -> int:
    was, now = (
        Counter(passage.fingerprint for passage in textbooks.passages(edition, path))
        for edition in (earlier, later)
    )
    return max((was - now).total(), (now - was).total())


def _recorded(textbooks: Textbooks, edition: EditionKey, path: str) -> int:
    clips = textbooks.clips(edition, path)
    return len({clip.paragraph for clip in clips if clip.origin == "recorded"})
