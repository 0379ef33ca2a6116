"""A lesson scenario: goals, and steps with minutes, form of work, what everybody does, and what is used."""

from dataclasses import dataclass
from typing import Final, Literal

from variants.texts import Language, Text

Work = Literal["frontal", "individual", "pairs", "groups", "independent"]
WORKS: Final[tuple[Work, ...]] = ("frontal", "individual", "pairs", "groups", "independent")
WORK_WORDS: Final[dict[Work, Text]] = {
    "frontal": Text(en="whole class", ru="фронтальная"),
    "individual": Text(en="individual", ru="индивидуальная"),
    "pairs": Text(en="pairs", ru="в парах"),
    "groups": Text(en="groups", ru="в группах"),
    "independent": Text(en="independent", ru="самостоятельная"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A work that a step uses, by its name; `place` is a paragraph of it (`3/p-12`), `words` say what for."""

    name: str
    place: str = ""
    words: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the lesson; texts are Markdown, `board` is what the class sees on the panel."""

    title: str
    minutes: int
    work: Work
    about: str = ""
    teacher: str = ""
    students: str = ""
    board: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A whole scenario; `copied_from` is the full name of the work it was copied from, with its edition.

    `minutes` is the length of the lesson; the steps may take less.
    """

    id: str
    title: str
    language: Language
    subject: str
    section: str
    grades: tuple[int, ...]
    minutes: int
    goals: tuple[str, ...]
    steps: tuple[Step, ...]
    skills: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    licence: str = ""
    copied_from: str = ""
    about: str = ""

    @property
    def planned(self) -> int:
        """How many minutes the steps take together."""
        return sum(step.minutes for step in self.steps)
