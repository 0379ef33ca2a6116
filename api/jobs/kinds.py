"""Kinds of jobs: what each is called on pages, and what does its work."""

from collections.abc import Callable
from dataclasses import dataclass

from api.jobs.runs import Outcome, Run
from variants.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of job; one that `lasts_hours` never takes a worker's last lane.

    `about` tells whoever waits what is being done. Where its outcome names an `edition` or an `assignment`,
    the person is sent there.
    """

    title: Text
    work: Callable[[Run], Outcome]
    about: Text = Text()
    lasts_hours: bool = False
