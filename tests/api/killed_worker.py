"""A worker process for tests that kill it: writes each step into a table of files, at most once a name."""

import contextlib
import sys
import time
from pathlib import Path

from api.bootstrap import open_application
from api.jobs.kinds import Kind
from api.jobs.runs import Outcome, Run
from api.jobs.worker import Worker
from api.settings import read_settings
from library_core.people import LIBRARY, School, SchoolKey
from variants.texts import Text

STEPS = 5
SILENCE = 2.0


def work(run: Run) -> Outcome:
    """Make a school a step, unless whoever began has made it: written under the lease alone."""
    for step in range(STEPS):
        run.progress(step, STEPS)
        key = SchoolKey(f"{run.job.wanted.subject}-{step}")
        time.sleep(0.05)
        if key not in {
            school.key for school in run.application.read(lambda unit: unit.people.list_schools())
        }:
            run.write(lambda unit, key=key: unit.people.add_school(School(key=key, name=LIBRARY)))  # type: ignore[misc]
        with Path(sys.argv[1]).open("a", encoding="utf-8") as log:
            log.write(f"{key}\n")
    return {"steps": STEPS}


def main() -> None:
    """Work as the environment says, until killed."""
    with contextlib.closing(open_application(read_settings())) as application:
        kinds = {"build": Kind(title=Text(en="Building"), work=work)}
        worker = Worker(application=application, kinds=kinds, lanes=2, silence=SILENCE)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        worker.work()


if __name__ == "__main__":
    main()
