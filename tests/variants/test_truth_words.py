"""The truths themselves are words of the language, in both spellings that authors try."""

import pytest
from task_documents import small

from variants.keys import ChoiceKey
from variants.pools import build_pool
from variants.templates.assembly import assemble

BODY = """
given: {{m: {{one_of: [1, 2, 3], unit: kg}}}}
ask:
  which:
    kind: choice
    pick: one
    options:
      a: {{text: {{en: One., ru: Один.}}, right: {yes}}}
      b: {{text: {{en: Two., ru: Два.}}, right: {no}}}
hints: [{{when: {no}, en: "Never.", ru: "Никогда."}}, {{when: {yes}, en: "Always.", ru: "Всегда."}}]
"""


@pytest.mark.parametrize(("yes", "no"), [("yes", "no"), ("true", "false"), ("not false", "not true")])
def test_a_truth_may_be_written_as_a_word(yes: str, no: str) -> None:
    task = small(BODY.format(yes=yes, no=no))

    variant = assemble(task, build_pool(task).member(0), 1)

    assert isinstance(variant.asks[0].key, ChoiceKey)
    assert variant.asks[0].key.right == ("a",)
    assert [hint.en for hint in variant.hints] == ["<p>Always.</p>"]
