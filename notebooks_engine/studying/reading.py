"""Say how something typed is understood, before it counts; the key serves only to know letters and units."""

from dataclasses import dataclass

from notebooks_engine.actors import Actor
from notebooks_engine.attempts import AttemptKey, FrozenSlot
from notebooks_engine.practice import PracticeKey
from notebooks_engine.refusals import missing_work
from notebooks_engine.repositories import Engine
from notebooks_engine.studying.practising import find_practice
from variants.checkers.registry import read_answer
from variants.checkers.verdicts import Reading
from variants.keys import Answer, Key, LabKey, TableKey
from variants.texts import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was entered: into one input, the cell `column:row` (rows from 0) of a table, or a whole ask."""

    ask: str
    part: str
    answer: Answer
    language: Language


def read_typed(engine: Engine, student: Actor, where: tuple[AttemptKey, str], typed: Typed) -> Reading:
    """Read what was typed in a slot of the student's own attempt. Raises Missing, UnreadableAnswer."""
    frozen = engine.attempts.find_slot(student, *where)
    if frozen is None:
        raise missing_work()
    return _read(frozen, typed)


def read_practised(engine: Engine, person: Actor, key: PracticeKey, typed: Typed) -> Reading:
    """Read what was typed in the person's own practice run. Raises Missing, UnreadableAnswer."""
    return _read(find_practice(engine, person, key).frozen, typed)


def _read(frozen: FrozenSlot, typed: Typed) -> Reading:
    ask = next((one for one in frozen.variant.asks if one.name == typed.ask), None)
    key = key_of_part(ask.key, typed.part) if ask else None
    if key is None:
        raise missing_work()
    return read_answer(key, typed.answer, typed.language)


def key_of_part(key: Key, part: str) -> Key | None:
    """Return the key of a part, in a table the cell named "column:row"; None where nothing is asked.

    A part of a lab's report is never read by itself.
    """
    if isinstance(key, LabKey):
        return None
    if not isinstance(key, TableKey):
        return key
    name, _, row = part.rpartition(":")
    column = next((one for one in key.columns if one.name == name), None)
    if column is None:
        return None
    return next((cell for number, cell in enumerate(column.cells) if row == str(number)), None)
