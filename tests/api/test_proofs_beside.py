"""Labs are proven in processes of their own, which can be stopped, and whose death is noticed."""

import time

import pytest

from api.jobs import lab_proofs
from api.jobs.lab_proofs import ProofDied, prove_beside
from api.jobs.runs import JobStopped
from variants.problems import DocumentRefused

BROKEN = {"lab.yaml": b"id: [", "scene.svg": b"<svg/>"}


def sleep_for_long(*_: object) -> None:
    time.sleep(60)


def die(*_: object) -> None:
    raise SystemExit(9)


@pytest.mark.slow
def test_what_is_wrong_comes_back_from_the_other_process() -> None:
    with pytest.raises(DocumentRefused) as refused:
        prove_beside(BROKEN)

    assert [problem.document for problem in refused.value.problems] == ["lab.yaml"]


@pytest.mark.slow
def test_a_proof_is_stopped_when_it_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lab_proofs, "_prove_here", sleep_for_long)
    begun = time.monotonic()

    def stop() -> None:
        raise JobStopped

    with pytest.raises(JobStopped):
        prove_beside(BROKEN, stop)

    assert time.monotonic() - begun < 30


@pytest.mark.slow
def test_a_proof_whose_process_dies_is_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lab_proofs, "_prove_here", die)

    with pytest.raises(ProofDied):
        prove_beside(BROKEN)
