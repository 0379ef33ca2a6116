"""Pools and certificates of tasks and labs: made when they are published, or when they are first asked for.

They are derived objects: with another version of the program they are made anew from the same document.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from labs.documents.lab import Lab
from labs.proofs import proving
from labs.supplying import lab_pool
from variants.pools import COMPILER_VERSION, build_pool, pool_to_bytes
from variants.problems import DocumentRefused
from variants.proofs.proving import Proof, prove_task
from variants.templates.task import Task

POOL_RECIPE: Final = f"pool {COMPILER_VERSION}"
CERTIFICATE_RECIPE: Final = f"certificate {COMPILER_VERSION}"


def prove(task: Task) -> Mapping[str, bytes]:
    """Prove the task; return its pool and what was tried, by recipe. Raises DocumentRefused."""
    return made_of(prove_task(task))


def made_of(proof: Proof) -> Mapping[str, bytes]:
    """Return the pool of a proof and what was tried, by recipe."""
    return {POOL_RECIPE: pool_to_bytes(proof.pool), CERTIFICATE_RECIPE: _as_bytes(asdict(proof.certificate))}


def prove_published(task: Task) -> Mapping[str, bytes]:
    """Do the same for a task that is in use already: what an earlier version let pass stays usable.

    Its certificate then says what this version refuses.
    """
    try:
        return prove(task)
    except DocumentRefused as refused:
        problems = [problem.in_language("en") for problem in refused.problems]
        return {
            POOL_RECIPE: pool_to_bytes(build_pool(task)),
            CERTIFICATE_RECIPE: _as_bytes({"refused": problems}),
        }


def prove_lab(lab: Lab) -> Mapping[str, bytes]:
    """Prove the lab; return its pool and what was tried, by recipe. Raises DocumentRefused."""
    proof = proving.prove_lab(lab)
    certificate = {
        "apparatuses": proof.apparatuses,
        "students": proof.students,
        "honest": proof.honest,
        "copied": proof.copied,
        "mark": proof.mark,
        "results": [asdict(result) for result in proof.results],
    }
    return {POOL_RECIPE: pool_to_bytes(lab_pool(lab)), CERTIFICATE_RECIPE: _as_bytes(certificate)}


def supply_published_lab(lab: Lab) -> Mapping[str, bytes]:
    """Return the pool of a lab that is in use already, without simulating students once more.

    That takes up to a minute, and nobody is to wait for it with a bench to be opened.
    """
    return {POOL_RECIPE: pool_to_bytes(lab_pool(lab)), CERTIFICATE_RECIPE: _as_bytes({})}


def prove_later(_document: Task | Lab) -> Mapping[str, bytes]:
    """Derive nothing yet: what is built in is proven in the background, or when it is asked for."""
    return {}


def _as_bytes(certificate: Mapping[str, Any]) -> bytes:
    return json.dumps(certificate, ensure_ascii=False).encode()
