import random
import re

import pytest
from task_documents import INCLINE, TABLES

from variants.pools import build_pool
from variants.problems import DocumentRefused
from variants.templates.reading.task_reading import read_task

WORDS = re.findall(r"[\w.]+|[^\w\s]", INCLINE)


def mangled(seed: int) -> str:
    """Return a document with a few words exchanged and a line gone, as careless editing leaves it."""
    chance = random.Random(seed)
    words = list(re.finditer(r"[\w.]+|[^\w\s]", INCLINE))
    text = INCLINE
    for found in sorted(chance.sample(words, 3), key=lambda word: -word.start()):
        text = text[: found.start()] + chance.choice(WORDS) + text[found.end() :]
    lines = text.split("\n")
    del lines[chance.randrange(len(lines))]
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(60))
def test_a_mangled_document_is_used_or_refused_with_located_problems(seed: int) -> None:
    places: list[int] = []
    try:
        build_pool(read_task(mangled(seed), document="mangled", tables=TABLES), size=50)
    except DocumentRefused as refused:
        places = [problem.line for problem in refused.problems]

    assert all(0 <= line <= INCLINE.count("\n") + 1 for line in places)
