from collections import Counter

import pytest
from built_in_tasks import FILES, built_in_pool

from variants.templates.assembly import assemble_all

BRANCHED = [name for name, path in FILES.items() if "\nstatement:\n  - when" in path.read_text("utf-8")]


@pytest.mark.parametrize("name", BRANCHED)
def test_no_two_variants_read_alike_whatever_a_branch_leaves_unsaid(name: str) -> None:
    pool = built_in_pool(name)
    variants = assemble_all(pool.task, pool.members(range(pool.capacity)))

    looks = Counter(
        repr((one.statement, one.figure, [(ask.label, ask.shape) for ask in one.asks])) for one in variants
    )

    assert len(looks) == len(variants) > 100
