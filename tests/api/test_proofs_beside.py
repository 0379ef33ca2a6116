"""Labs are proven beside the server: who sent one learns what came of it, and nobody else does."""

import time

import pytest

from api.lab_proofs import MOST_WAITING, LabProof, LabProofs, Proven, TooManyProofs
from library_core.editions import EditionKey
from library_core.people import PersonKey

SENDER, OTHER = PersonKey("sender"), PersonKey("other")
BROKEN = {"lab.yaml": b"id: [", "scene.svg": b"<svg/>"}


def finish(_made: Proven) -> EditionKey:
    return EditionKey("draft")


def waited(proofs: LabProofs, key: str) -> LabProof:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = proofs.find(key, SENDER)
        assert found is not None
        if found.done:
            return found
        time.sleep(0.05)
    raise AssertionError("the proof goes on and on")


@pytest.mark.slow
def test_what_is_wrong_comes_back_from_the_other_process() -> None:
    proofs = LabProofs()

    proofs.begin("one", SENDER, BROKEN, finish)
    proof = waited(proofs, "one")

    assert proof.draft is None
    assert [problem.document for problem in proof.problems] == ["lab.yaml"]


def test_nobody_else_learns_of_a_proof() -> None:
    proofs = LabProofs()
    proofs._kept["one"] = LabProof(person=SENDER, done=True)

    assert proofs.find("one", SENDER) is not None
    assert proofs.find("one", OTHER) is None
    assert proofs.find("two", SENDER) is None


def test_only_a_few_labs_wait() -> None:
    proofs = LabProofs()
    proofs._kept.update({str(number): LabProof(person=SENDER) for number in range(MOST_WAITING)})

    with pytest.raises(TooManyProofs):
        proofs.begin("more", SENDER, BROKEN, finish)
