"""What a check says: outcome, exact score, reason and how the answer was read."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from variants.texts import Text, text_from_json, text_to_json

Outcome = Literal["right", "partly", "wrong", "undecided"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a typed answer was understood, shown before it counts."""

    text: str
    latex: str = ""
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The outcome of one check; `score` is the share of the points, from 0 to 1, exactly."""

    outcome: Outcome
    score: Fraction
    reason: str
    message: Text
    read_as: Reading
    parts: tuple["PartVerdict", ...] = ()


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


def right(reason: str, message: Text, read_as: Reading) -> Verdict:
    """Return a verdict worth all points."""
    return Verdict(outcome="right", score=Fraction(1), reason=reason, message=message, read_as=read_as)


def wrong(reason: str, message: Text, read_as: Reading) -> Verdict:
    """Return a verdict worth nothing."""
    return Verdict(outcome="wrong", score=Fraction(0), reason=reason, message=message, read_as=read_as)


def partly(score: Fraction, reason: str, message: Text, read_as: Reading) -> Verdict:
    """Return a verdict worth a share of the points."""
    return Verdict(outcome="partly", score=score, reason=reason, message=message, read_as=read_as)


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
    )
