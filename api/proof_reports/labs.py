"""What a lab's proof tells: check values, a table of results with who passes them, and what is wrong."""

from collections.abc import Iterator
from dataclasses import asdict
from math import isfinite
from typing import Any, Final

from api.proof_reports.proven import Proven
from api.proof_reports.words import problem_row, separation_words
from labs.documents.lab import Lab
from labs.proofs.checks import CheckedValue
from labs.proofs.proving import LabProof, ResultProof
from variants.quantities.numbers import print_number
from variants.quantities.units import print_unit
from variants.texts import LANGUAGES, Language, Text

_COLUMNS: Final[dict[Language, tuple[str, ...]]] = {
    "en": ("result", "bias", "sd", "tolerance", "honest", "copied"),
    "ru": ("результат", "сдвиг", "СКО", "допуск", "честные", "списавшие"),
}
_NAME_WIDTH: Final = 22
_WIDTH: Final = 11
_FIGURES: Final = 2


def told_lab(document: str, lab: Lab, proof: LabProof) -> Proven:
    """Return what a proof of a lab tells."""
    return Proven(
        document=document,
        row=_row(document, proof),
        title=lab.apparatus.title,
        refused=bool(proof.problems),
        problems=proof.problems,
        facts=tuple(_facts(proof)),
        doubts=proof.doubts,
        capacity=proof.apparatuses,
    )


def _row(document: str, proof: LabProof) -> dict[str, Any]:
    plain = {name: value for name, value in asdict(proof).items() if name not in ("problems", "doubts")}
    row = {"document": document, "state": "refused" if proof.problems else "proven", **_finite(plain)}
    for name, found in (("problems", proof.problems), ("doubts", proof.doubts)):
        row[name] = [problem_row(problem) for problem in found]
    return row


def _finite(value: Any) -> Any:  # noqa: ANN401 - plain data of any shape
    """Return plain data with null where there is no number."""
    if isinstance(value, dict):
        return {name: _finite(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(one) for one in value]
    return None if isinstance(value, float) and not isfinite(value) else value


def _facts(proof: LabProof) -> Iterator[Text]:
    yield Text(
        en=f"Different apparatus: {proof.apparatuses}.", ru=f"Различных установок: {proof.apparatuses}."
    )
    if proof.separation is not None:
        yield separation_words(proof.separation)
    yield from map(_checked, proof.checks)
    if not proof.students:
        return
    yield Text(
        en=f"Simulated: {proof.students} honest students, {proof.students} who copied a classmate's results.",
        ru=f"Смоделировано: честных учеников {proof.students}, "
        f"списавших результаты у одноклассника {proof.students}.",
    )
    if proof.results:
        yield _both({language: _aligned(_COLUMNS[language]) for language in LANGUAGES})
        yield from (
            _both({language: _result(one, language) for language in LANGUAGES}) for one in proof.results
        )
    asked = ", ".join(proof.together)
    honest, copied, mark = (
        _both({language: _percent(share, language) for language in LANGUAGES})
        for share in (proof.honest, proof.copied, proof.mark)
    )
    yield Text(
        en=f"Together ({asked}): honest {honest.en}, copied {copied.en}.",
        ru=f"Вместе ({asked}): честные {honest.ru}, списавшие {copied.ru}.",
    )
    yield Text(
        en=f"Median mark of a student who follows the protocol: {mark.en}.",
        ru=f"Медианная оценка ученика, работающего по протоколу: {mark.ru}.",
    )


def _both(words: dict[Language, str]) -> Text:
    return Text(en=words["en"], ru=words["ru"])


def _checked(checked: CheckedValue) -> Text:
    mark = "✓" if checked.holds else "✗"
    said = {language: _compared(checked, language) for language in LANGUAGES}
    return _both({language: f"{mark} {said[language]} ({checked.source})" for language in LANGUAGES})


def _compared(checked: CheckedValue, language: Language) -> str:
    known, found = (
        print_number(number, language, figures=6) if isfinite(number) else "—"
        for number in (checked.value, checked.found)
    )
    unit = print_unit(checked.unit, language)
    word = {"en": "known", "ru": "известно"}[language]
    return f"{checked.name} = {found} {unit}".rstrip() + f", {word} {known} {unit}".rstrip()


def _result(result: ResultProof, language: Language) -> str:
    """Return a line of the table: shares in percent, or numbers in the result's unit."""
    unit = "%" if result.is_relative else print_unit(result.unit, language)
    scale = 100.0 if result.is_relative else 1.0
    numbers = [
        print_number(scale * number, language, figures=_FIGURES) if isfinite(number) else "—"
        for number in (result.bias, result.sd, result.tolerance)
    ]
    passed = [_percent(share, language) for share in (result.honest, result.copied)]
    return _aligned((f"{result.ask}, {unit}".rstrip(", "), *numbers, *passed))


def _aligned(cells: tuple[str, ...]) -> str:
    return cells[0].ljust(_NAME_WIDTH) + "".join(cell.rjust(_WIDTH) for cell in cells[1:])


def _percent(share: float, language: Language) -> str:
    text = print_number(round(100 * share, 1), language)
    return f"{text}%" if language == "en" else f"{text} %"
