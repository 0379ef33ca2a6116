"""Practice runs in SQL tables."""

import json
from typing import Any

from sqlalchemy import Connection, insert, select, update

from library_core.editions import EditionKey
from library_core.people import PersonKey, SchoolKey
from notebooks_engine.actors import Actor
from notebooks_engine.adapters.rows import verdicts_from_text, verdicts_to_text, write_json
from notebooks_engine.adapters.tables import practice_runs
from notebooks_engine.attempts import freeze_slots, thaw_slots
from notebooks_engine.practice import PracticeKey, PracticeRun


class SqlPractices:
    """Implements `notebooks_engine.repositories.Practices` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, run: PracticeRun) -> None:
        """Keep a new run."""
        row = {
            "key": run.key,
            "school": run.school,
            "person": run.person,
            "notebook": run.notebook,
            "slot": run.frozen.name,
            "task": run.frozen.task,
            "member": run.frozen.member,
            "frozen": freeze_slots((run.frozen,)),
            "started_at": run.started_at,
            **_progress(run),
        }
        self._connection.execute(insert(practice_runs).values(row))

    def change(self, run: PracticeRun) -> None:
        """Keep the last answers and verdicts of a run."""
        self._connection.execute(
            update(practice_runs).where(practice_runs.c.key == run.key).values(_progress(run))
        )

    def find(self, person: Actor, key: PracticeKey) -> PracticeRun | None:
        """Return the person's own run."""
        query = select(practice_runs).where(
            practice_runs.c.key == key,
            practice_runs.c.school == person.school,
            practice_runs.c.person == person.person,
        )
        row = self._connection.execute(query).one_or_none()
        if row is None:
            return None
        return PracticeRun(
            key=PracticeKey(row.key),
            school=SchoolKey(row.school),
            person=PersonKey(row.person),
            notebook=EditionKey(row.notebook),
            frozen=thaw_slots(row.frozen)[0],
            started_at=row.started_at,
            answers=json.loads(row.answers),
            verdicts=verdicts_from_text(row.verdicts),
            checks=row.checks,
            solved=bool(row.solved),
        )

    def seen(self, person: Actor, notebook: EditionKey, slot: str) -> tuple[tuple[str, int], ...]:
        """Return task and member of the person's runs in a slot, newest first."""
        query = (
            select(practice_runs.c.task, practice_runs.c.member)
            .where(practice_runs.c.school == person.school, practice_runs.c.person == person.person)
            .where(practice_runs.c.notebook == notebook, practice_runs.c.slot == slot)
            .order_by(practice_runs.c.started_at.desc(), practice_runs.c.key)
        )
        return tuple((row.task, row.member) for row in self._connection.execute(query))


def _progress(run: PracticeRun) -> dict[str, Any]:
    return {
        "answers": write_json(run.answers),
        "verdicts": verdicts_to_text(run.verdicts),
        "checks": run.checks,
        "solved": run.solved,
    }
