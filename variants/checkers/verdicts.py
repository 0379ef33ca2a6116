"""What a check says: outcome, exact score, reason and how the answer was read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final, Literal

from variants.texts import Text, text_from_json, text_to_json

Outcome = Literal["right", "partly", "wrong", "undecided"]
Facts = Mapping[str, str | float]
RIGHT: Final = Text(en="Right.", ru="Верно.")
NOTHING: Final = Text(en="Nothing is entered.", ru="Ничего не введено.")
NO_FACTS: Final[Facts] = MappingProxyType({})


Printed = str | Callable[[], str]


class Reading:
    """How a typed answer was understood, shown before it counts: as text, in LaTeX and in MathML.

    Printing waits until somebody looks: most checks in a row are never read.
    """

    __slots__ = ("_latex", "_text", "notes")

    def __init__(self, *, text: Printed, latex: Printed = "", notes: tuple[Text, ...] = ()) -> None:
        self._text = text
        self._latex = latex
        self.notes = notes

    @property
    def text(self) -> str:
        """The answer in plain characters."""
        if not isinstance(self._text, str):
            self._text = self._text()
        return self._text

    @property
    def latex(self) -> str:
        """The answer in LaTeX, empty where there is nothing to typeset."""
        if not isinstance(self._latex, str):
            self._latex = self._latex()
        return self._latex

    @property
    def mathml(self) -> str:
        """The answer in MathML, empty where there is nothing to typeset."""
        # A stream of rows that are never typeset starts without the converter, which takes long to load.
        from variants.prose.formulas import to_mathml

        return to_mathml(self.latex) if self.latex else ""

    def with_notes(self, *notes: Text) -> "Reading":
        """Return the same reading with more notes."""
        return Reading(text=self._text, latex=self._latex, notes=(*self.notes, *notes))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Reading):
            return NotImplemented
        return (self.text, self.latex, self.notes) == (other.text, other.latex, other.notes)

    def __hash__(self) -> int:
        return hash((self.text, self.notes))

    def __repr__(self) -> str:
        return f"Reading(text={self.text!r}, latex={self.latex!r}, notes={self.notes!r})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The outcome of one check; `score` is the share of the points, from 0 to 1, exactly.

    `facts` are what the outcome rests on, by name: numbers as they are, formulas as text. They are kept to
    explain a mark later; what a student sees of them is the message.
    """

    outcome: Outcome
    score: Fraction
    reason: str
    message: Text
    read_as: Reading
    parts: tuple["PartVerdict", ...] = ()
    facts: Facts = field(default_factory=lambda: NO_FACTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartVerdict:
    """The verdict on one part of an answer: a cell of a table, the axes of a plot, an item of a match."""

    name: str
    verdict: Verdict


class UnreadableAnswer(Exception):
    """The answer can't be read; the student can mend it, and it costs nothing. Positions count from 0."""

    def __init__(self, message: Text, *, position: int | None = None, part: str = "") -> None:
        self.message = message
        self.position = position
        self.part = part
        super().__init__(message.in_language("en"))


def right(reason: str, message: Text, read_as: Reading, facts: Facts = NO_FACTS) -> Verdict:
    """Return a verdict worth all points."""
    return Verdict(
        outcome="right", score=Fraction(1), reason=reason, message=message, read_as=read_as, facts=facts
    )


def wrong(reason: str, message: Text, read_as: Reading, facts: Facts = NO_FACTS) -> Verdict:
    """Return a verdict worth nothing."""
    return Verdict(
        outcome="wrong", score=Fraction(0), reason=reason, message=message, read_as=read_as, facts=facts
    )


def partly(score: Fraction, reason: str, message: Text, read_as: Reading, facts: Facts = NO_FACTS) -> Verdict:
    """Return a verdict worth a share of the points."""
    return Verdict(
        outcome="partly", score=score, reason=reason, message=message, read_as=read_as, facts=facts
    )


def undecided(reason: str, message: Text, read_as: Reading, *, suggested: Fraction = Fraction(0)) -> Verdict:
    """Return a verdict that leaves the decision to a person; the score is only a suggestion."""
    return Verdict(outcome="undecided", score=suggested, reason=reason, message=message, read_as=read_as)


def verdict_to_json(verdict: Verdict) -> dict[str, Any]:
    """Return the verdict as plain data, to be stored beside the answer."""
    reading = verdict.read_as
    return {
        "verdict": verdict.outcome,
        "score": str(verdict.score),
        "reason": verdict.reason,
        "message": text_to_json(verdict.message),
        "read_as": {
            "text": reading.text,
            "latex": reading.latex,
            "notes": [text_to_json(note) for note in reading.notes],
        },
        "parts": [{"name": part.name, **verdict_to_json(part.verdict)} for part in verdict.parts],
        "facts": dict(verdict.facts),
    }


def verdict_from_json(data: dict[str, Any]) -> Verdict:
    """Read what `verdict_to_json` wrote."""
    reading = data["read_as"]
    return Verdict(
        outcome=data["verdict"],
        score=Fraction(data["score"]),
        reason=data["reason"],
        message=text_from_json(data["message"]),
        read_as=Reading(
            text=reading["text"],
            latex=reading["latex"],
            notes=tuple(text_from_json(note) for note in reading["notes"]),
        ),
        parts=tuple(
            PartVerdict(name=part["name"], verdict=verdict_from_json(part)) for part in data["parts"]
        ),
        facts=data.get("facts", NO_FACTS),
    )
