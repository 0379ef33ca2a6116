"""Works of a large library, invented by a fixed seed: words as frequent as in real texts, plausible shares.

Words come from the built-in tasks and notebooks in both languages, most frequent first, and go on with
inflected and compound forms of them, so that the vocabulary is that of a large library; they are drawn by
Zipf's law (the n-th word n times as rarely as the first).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import Final

import numpy as np
from numpy.random import Generator

from content.loader import built_in, find_documents
from content.readers import NOTEBOOK, TASK
from library_core.editions import EditionKey
from library_core.people import LIBRARY, SchoolKey
from search.records import Record
from variants.texts import Language, Text

SEED: Final = 20_260_901
VOCABULARY: Final = 120_000
AT_ONCE: Final = 10_000
PROSE_WORDS: Final = (12, 30)
TITLE_WORDS: Final = (3, 8)
KINDS: Final = {
    "scenario": 0.45,
    "task": 0.2,
    "video": 0.13,
    "application": 0.1,
    "notebook": 0.08,
    "course": 0.03,
    "textbook": 0.01,
}
SECTIONS: Final = {
    "physics": ("mechanics", "molecular-physics", "electrodynamics", "optics", "electromagnetism"),
    "chemistry": ("inorganic-chemistry", "organic-chemistry", "solutions"),
    "mathematics": ("algebra", "geometry", "probability"),
    "biology": ("botany", "zoology", "genetics"),
}
LICENCES: Final = ("CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC0-1.0", "All rights reserved")
FORMULAS: Final = (
    "F=ma",
    "H2SO4",
    "E=mc²",
    "м/с²",
    "m/s^2",
    "v = s/t",
    "NaOH",
    "Fe2(SO4)3",
    "U = I·R",
    "кг/м³",
)
PUBLISHERS: Final = 300
SCHOOLS: Final = 200
ENDINGS: Final = {
    "ru": (
        "а",
        "у",
        "ом",
        "е",
        "ы",
        "ов",
        "ам",
        "ами",
        "ах",
        "ный",
        "ная",
        "ного",
        "ному",
        "ными",
        "ость",
        "ности",
    ),
    "en": ("s", "ed", "ing", "er", "ers", "ly", "ness", "ment", "ments", "ation"),
}
BEGINNINGS: Final = {
    "ru": ("", "электро", "термо", "гидро", "микро", "фото", "магнито", "радио", "био", "нано"),
    "en": ("", "electro", "thermo", "hydro", "micro", "photo", "magneto", "radio", "bio", "nano"),
}
_WORDS: Final = {"ru": re.compile(r"[а-яё]{2,}"), "en": re.compile(r"[a-z]{2,}")}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words of a language, the most frequent first, and how likely each is."""

    words: Sequence[str]
    chances: "np.ndarray[tuple[int], np.dtype[np.float64]]"

    def draw(self, random: Generator, count: int) -> list[str]:
        """Return so many words of a text."""
        places = np.searchsorted(self.chances, random.random(count))
        return [self.words[place] for place in places]


def invent_works(count: int) -> Iterator[Record]:
    """Yield this many records, the same ones each time."""
    random = np.random.default_rng(SEED)
    for first in range(0, count, AT_ONCE):
        yield from _portion(random, first, min(AT_ONCE, count - first))


@cache
def vocabulary(language: Language) -> Vocabulary:
    """Return the vocabulary of a language."""
    texts = (
        content.decode().lower()
        for document in find_documents(built_in())
        if document.upload.kind in (TASK, NOTEBOOK)
        for content in document.upload.files.values()
    )
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update(_WORDS[language].findall(text))
    real = [word for word, _ in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))]
    words = [*real, *islice(_grown(real, language), VOCABULARY - len(real))]
    weights = 1 / np.arange(1, len(words) + 1)
    return Vocabulary(words, np.cumsum(weights / weights.sum()))


def _grown(words: Sequence[str], language: Language) -> Iterator[str]:
    """Yield forms and compounds of the words that are not words themselves yet."""
    seen = set(words)
    for beginning in BEGINNINGS[language]:
        for ending in ENDINGS[language]:
            for word in words:
                grown = f"{beginning}{word}{ending}"
                if len(word) > 3 and grown not in seen:
                    seen.add(grown)
                    yield grown


def _portion(random: Generator, first: int, count: int) -> Iterator[Record]:
    kinds = random.choice(list(KINDS), size=count, p=list(KINDS.values()))
    numbers = random.random((count, 8)).tolist()
    used = random.zipf(1.6, count).tolist()
    lowest, highest = zip(TITLE_WORDS, PROSE_WORDS, strict=True)
    lengths = random.integers(lowest, highest, (count, 2))
    for place, (kind, numbers_here, (title, prose)) in enumerate(
        zip(kinds.tolist(), numbers, lengths.tolist(), strict=True)
    ):
        language: Language = "ru" if numbers_here[0] < 0.8 else "en"
        words = vocabulary(language).draw(random, title + prose)
        record = _record(first + place, kind, numbers_here, Text(**{language: " ".join(words[:title])}))
        prose_words = _with_formula(words[title:], numbers_here[4])
        yield replace(
            record,
            languages=(language,),
            words=Text(**{language: " ".join(prose_words)}),
            popularity=used[place] - 1,
        )


def _with_formula(prose: list[str], chance: float) -> list[str]:
    """Put a formula into the middle of every fifth text."""
    if chance < 0.2:
        prose.insert(len(prose) // 2, FORMULAS[int(chance * 5 * len(FORMULAS))])
    return prose


def _record(number: int, kind: str, chances: list[float], title: Text) -> Record:
    subject = list(SECTIONS)[int(chances[1] ** 2 * len(SECTIONS))]
    sections = SECTIONS[subject]
    grade = 5 + int(chances[2] * 7)
    school = LIBRARY if chances[3] < 0.9 else SchoolKey(f"school-{int(chances[3] * 10_000) % SCHOOLS}")
    return Record(
        key=EditionKey(f"{number:032x}"),
        school=school,
        name=f"{school}/{kind}-{number}",
        kind=kind,
        number=1,
        title=title.map(str.capitalize),
        subject=subject,
        section=sections[int(chances[5] * len(sections))],
        grades=(grade, grade + 1) if chances[2] > 0.5 else (grade,),
        languages=title.languages,
        publisher=f"Издательство {int(chances[6] ** 3 * PUBLISHERS)}" if chances[6] > 0.3 else "",
        licence=LICENCES[int(chances[7] * len(LICENCES))],
        minutes=5 + int(chances[6] * 80) if kind in ("scenario", "video", "notebook") else None,
        has_audio=kind == "textbook" or chances[7] < 0.03,
        published_at=1_600_000_000_000 + number * 1000,
    )
