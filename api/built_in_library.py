"""Publishing the documents that come with the program; a second start finds them published and is quick.

They were proven before the program was released: here they are read, and their pools come later.
"""

import sys
from dataclasses import replace

from tqdm import tqdm

from api.bootstrap import Application
from api.task_pools import prove_later
from api.web.visits import present
from content.loader import built_in, find_documents, publish_documents
from content.readers import readers
from content.tables import library_tables
from library_core.library import Act
from library_core.people import LIBRARY


def publish_built_in(application: Application) -> None:
    """Publish what is built in and bring the index up to date. Raises DocumentRefused for a broken one."""
    documents = find_documents(built_in())
    press = replace(application.press, readers=readers(library_tables(), prove_later, prove_later))
    act = Act(school=LIBRARY, at=present())
    with tqdm(total=len(documents), unit="document", desc="library", disable=not sys.stderr.isatty()) as bar:
        for outcome in publish_documents(press, documents, act):
            if outcome.problems:
                raise BuiltInBroken("\n".join(problem.in_language("en") for problem in outcome.problems))
            bar.update()
    application.follow_changes()


class BuiltInBroken(Exception):
    """A document that comes with the program is refused: this installation is damaged."""
