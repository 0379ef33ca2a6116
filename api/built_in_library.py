"""Publishing the documents that come with the program; a second start finds them published and is quick."""

import sys

from tqdm import tqdm

from api.bootstrap import Application
from api.web.visits import present
from content.loader import built_in, find_documents, publish_documents
from library_core.library import Act
from library_core.people import LIBRARY


def publish_built_in(application: Application) -> None:
    """Publish what is built in and bring the index up to date. Raises DocumentRefused for a broken one."""
    documents = find_documents(built_in())
    act = Act(school=LIBRARY, at=present())
    with tqdm(total=len(documents), unit="document", desc="library", disable=not sys.stderr.isatty()) as bar:
        for outcome in publish_documents(application.press, documents, act):
            if outcome.problems:
                raise BuiltInBroken("\n".join(problem.in_language("en") for problem in outcome.problems))
            bar.update()
    application.follow_changes()


class BuiltInBroken(Exception):
    """A document that comes with the program is refused: this installation is damaged."""
