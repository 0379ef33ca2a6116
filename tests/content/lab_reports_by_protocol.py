"""Reports on the labs of the library: an honest student's, or that of one who sets something otherwise."""

from collections.abc import Mapping
from dataclasses import replace

from labs.documents.asking import Step
from labs.documents.lab import Lab
from labs.judging.judge import judge
from labs.running.benches import open_bench
from labs.simulating.reports import write_report
from labs.simulating.sessions import measure
from labs.supplying import assemble_lab, lab_pool
from variants.checkers.verdicts import Verdict
from variants.formulas.trees import Word
from variants.templates.located import Formula

SECRET = bytes(range(32))


def verdicts_by(lab: Lab, steps: tuple[Step, ...] | None = None) -> Mapping[str, Verdict]:
    """Return the verdicts on the report of a student who follows these steps, else the lab's protocol."""
    (variant,) = assemble_lab(lab, lab_pool(lab), [7])
    followed = lab if steps is None else replace(lab, protocol=steps)
    bench = open_bench(followed, {given.name: given for given in variant.given}, SECRET)
    measured = measure(bench)
    return judge(bench, measured.log, write_report(bench, measured, variant), variant, "en")


def setting(step: Step, name: str, *words: str) -> Step:
    """Return a step with other words for one of its controls, one or one for each row."""
    formulas = tuple(Formula(text=word, tree=Word(text=word)) for word in words)
    return replace(step, settings={**step.settings, name: formulas})


def design_of(verdicts: Mapping[str, Verdict], table: str) -> Verdict:
    """Return what was judged of the measuring for a table."""
    parts = verdicts[f"table-{table}"].parts
    return next(part.verdict for part in parts if part.name == "design")


def missed(design: Verdict) -> list[str]:
    """Return the names of what was missed of a design."""
    return [part.name for part in design.parts]
