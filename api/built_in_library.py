"""Publishing the documents that come with the program; a second start finds them published and is quick.

They were proven before the program was released: here they are read. Pools of tasks come later, those of
labs take milliseconds and are made at once.
"""

import sys
from collections.abc import Iterable
from dataclasses import replace

from tqdm import tqdm

from api.bootstrap import Application
from api.refused import Refused
from api.task_pools import prove_later, supply_published_lab
from api.web.visits import present
from content.loader import built_in, find_documents, publish_documents
from content.readers import readers
from content.tables import library_tables
from library_core.library import Act
from library_core.people import LIBRARY
from variants.problems import Problem
from variants.texts import LANGUAGES, Language


def publish_built_in(application: Application) -> None:
    """Publish what is built in and bring the index up to date. Raises DocumentRefused for a broken one."""
    documents = find_documents(built_in())
    press = replace(application.press, readers=readers(library_tables(), prove_later, supply_published_lab))
    act = Act(school=LIBRARY, at=present())
    with tqdm(total=len(documents), unit="document", desc="library", disable=not sys.stderr.isatty()) as bar:
        for outcome in publish_documents(press, documents, act):
            if outcome.problems:
                raise BuiltInBroken(*(_lines(outcome.problems, language) for language in LANGUAGES))
            bar.update()
    application.follow_changes()


class BuiltInBroken(Refused):
    """A document that comes with the program is refused: this installation is damaged."""


def _lines(problems: Iterable[Problem], language: Language) -> str:
    return "\n".join(problem.in_language(language) for problem in problems)
