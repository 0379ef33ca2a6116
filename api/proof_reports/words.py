"""What a proof says, in the words of a teacher: lines for the terminal and for the page."""

from collections.abc import Iterator
from fractions import Fraction
from math import inf
from typing import Any, Final

from variants.problems import Problem
from variants.proofs.galleries import Exhibit
from variants.proofs.histograms import Bar, Histogram
from variants.proofs.proving import CLASS, Proof, Separation
from variants.quantities.numbers import print_number
from variants.quantities.units import print_unit
from variants.texts import Language, Text, text_to_json

_STEPS: Final = " ▁▂▃▄▅▆▇█"
_FEW: Final = 0.5


def facts_of(proof: Proof) -> Iterator[Text]:
    """Yield what was found out about a proven task, one sentence a line."""
    yield _capacity(proof)
    yield _certificate(proof)
    yield _likelihood(proof)
    yield separation_words(proof.separation)
    spread = proof.difficulty
    yield Text(
        en=f"Difficulty: median {spread.median} points, from {spread.lowest} to {spread.highest}"
        f" (at most {spread.allowed} from the median, if enough variants are left).",
        ru=f"Трудность: медиана {spread.median} б., от {spread.lowest} до {spread.highest}"
        f" (от медианы не дальше {spread.allowed}, если вариантов хватает).",
    )


def _capacity(proof: Proof) -> Text:
    pool, found = proof.pool, proof.certificate
    left_out = sum(found.left_out.values())
    out_en = f"; left out: {left_out}" if left_out else ""
    out_ru = f"; отброшено: {left_out}" if left_out else ""
    graded, practice = len(pool.graded), len(pool.practice)
    return Text(
        en=f"Variants: {pool.capacity} ({graded} graded, {practice} for practice{out_en}).",
        ru=f"Вариантов: {pool.capacity} (для оценки {graded}, для тренировки {practice}{out_ru}).",
    )


def _certificate(proof: Proof) -> Text:
    found = proof.certificate
    return Text(
        en=f"Certificate: statements true in every variant: {found.statements}; changes of lines tried: "
        f"{found.changes}; mistakes apart from the key: {found.mistakes}; right answers accepted: "
        f"{found.typed}; wrong ones refused: {found.refused}; solved again with 60 digits: {found.precise}.",
        ru=f"Сертификат: утверждений, верных в каждом варианте: {found.statements}; испытано изменений "
        f"строк: {found.changes}; ошибок вдали от ключа: {found.mistakes}; верных ответов засчитано: "
        f"{found.typed}; ошибочных отклонено: {found.refused}; решено заново с 60 знаками: {found.precise}.",
    )


def _likelihood(proof: Proof) -> Text:
    found = proof.likelihood
    least = found.conditions[0] if found.conditions else None
    worst_en = worst_ru = ""
    if least is not None and least.share < 1:
        place_en = f" (line {least.line})" if least.line else ""
        place_ru = f" (строка {least.line})" if least.line else ""
        worst_en = f"; least often true, in {_percent(least.share, 'en')}: {least.said.en}{place_en}"
        worst_ru = f"; реже всего, в {_percent(least.share, 'ru')}, верно: {least.said.ru}{place_ru}"
    objects_en = objects_ru = ""
    if found.objects < 1:
        objects_en = f"; of the combinations of rows and words {_percent(found.objects, 'en')} are possible"
        objects_ru = f"; сочетаний строк и слов возможно {_percent(found.objects, 'ru')}"
    return Text(
        en=f"Draws that make a variant: {_percent(found.share, 'en')}{objects_en}{worst_en}.",
        ru=f"Подходит наборов чисел: {_percent(found.share, 'ru')}{objects_ru}{worst_ru}.",
    )


def separation_words(found: Separation | None) -> Text:
    """Return how far apart the keys of a class can be kept."""
    if found is None:
        return Text(
            en="Answers: no quantity is asked; they are told apart by numbers and words.",
            ru="Ответы: величин не спрашивают, варианты различаются числами и словами.",
        )
    if found.keys < CLASS:
        return Text(
            en=f"Answers of {found.ask}: {found.keys} different ones, too few for {CLASS} students.",
            ru=f"Ответов {found.ask}: {found.keys} разных, на {CLASS} учеников не хватит.",
        )
    of_class, of_pool = (_tolerances(one) for one in (found.of_class, found.of_pool))
    return Text(
        en=f"Answers of {found.ask}: {found.keys} different ones; {CLASS} students can be kept {of_class.en} "
        f"apart, all of them {of_pool.en}.",
        ru=f"Ответов {found.ask}: {found.keys} разных; {CLASS} ученикам можно раздать на расстоянии "
        f"{of_class.ru}, всем — {of_pool.ru}.",
    )


def _tolerances(number: float) -> Text:
    if number == inf:
        return Text(en="exactly", ru="без допуска")
    english, russian = (print_number(number, language, figures=2) for language in ("en", "ru"))
    return Text(en=f"{english} tolerances", ru=f"{russian} допуска")


def _percent(share: float, language: Language) -> str:
    percent = 100 * share
    if 0 < percent < _FEW:
        return "< 0.5%" if language == "en" else "< 0,5 %"
    return f"{percent:.0f}%" if language == "en" else f"{percent:.0f} %"


def histogram_lines(histogram: Histogram, language: Language) -> Iterator[str]:
    """Yield the keys of an ask as one line of bars, or as words with their numbers."""
    most = max((bar.count for bar in histogram.bars), default=0)
    if histogram.bars and histogram.bars[0].word:
        words = ", ".join(f"{bar.word} {bar.count}" for bar in histogram.bars)
        rest = histogram.different - len(histogram.bars)
        yield f"{histogram.ask}: {words}" + (f", … {rest}" if rest > 0 else "")
        return
    first, last = histogram.bars[0], histogram.bars[-1]
    bars = "".join(_STEPS[_height(bar, most)] for bar in histogram.bars)
    unit = print_unit(histogram.unit, language) if histogram.unit else ""
    low, high = (print_number(number, language, figures=3) for number in (first.low, last.high))
    yield f"{histogram.ask}: {low} {bars} {high} {unit}".rstrip()


def _height(bar: Bar, most: int) -> int:
    return 0 if not bar.count else max(1, round((len(_STEPS) - 1) * bar.count / most))


def exhibit_line(exhibit: Exhibit, language: Language) -> str:
    """Return how ugly a variant is and why, on one line."""
    word = {"en": "No.", "ru": "№"}[language]
    reasons = "; ".join(reason.in_language(language) for reason in exhibit.reasons)
    shown = (one for one in exhibit.variant.given if not one.hidden)
    given = "; ".join(f"{one.name} = {one.plain.in_language(language)}" for one in shown)
    return f"{word} {exhibit.variant.number}, {exhibit.difficulty} ({given}): {reasons}".rstrip(": ")


def proof_row(proof: Proof) -> dict[str, Any]:
    """Return a proof as plain data of one JSON line."""
    certificate, likelihood, separation = proof.certificate, proof.likelihood, proof.separation
    spread = proof.difficulty
    return {
        "capacity": proof.pool.capacity,
        "certificate": {
            "statements": certificate.statements,
            "changes": certificate.changes,
            "mistakes": certificate.mistakes,
            "typed": certificate.typed,
            "refused": certificate.refused,
            "precise": certificate.precise,
            "left_out": dict(certificate.left_out),
        },
        "likelihood": {
            "share": likelihood.share,
            "objects": likelihood.objects,
            "conditions": [
                {"said": text_to_json(one.said), "line": one.line, "share": one.share}
                for one in likelihood.conditions
            ],
        },
        "separation": None
        if separation is None
        else {
            "ask": separation.ask,
            "keys": separation.keys,
            "of_class": _finite(separation.of_class),
            "of_pool": _finite(separation.of_pool),
        },
        "difficulty": {
            "median": spread.median,
            "lowest": spread.lowest,
            "highest": spread.highest,
            "allowed": spread.allowed,
        },
        "histograms": [_histogram_row(one) for one in proof.histograms],
        "ugliest": [_exhibit_row(one) for one in proof.ugliest],
        "doubts": [problem_row(one) for one in certificate.doubts],
    }


def _finite(number: float) -> float | None:
    return None if number == inf else float(Fraction(number).limit_denominator(10**6))


def _histogram_row(histogram: Histogram) -> dict[str, Any]:
    bars = [
        {"word": bar.word, "count": bar.count}
        if bar.word
        else {"low": bar.low, "high": bar.high, "count": bar.count}
        for bar in histogram.bars
    ]
    return {"ask": histogram.ask, "unit": histogram.unit, "different": histogram.different, "bars": bars}


def _exhibit_row(exhibit: Exhibit) -> dict[str, Any]:
    given = {one.name: one.plain.in_language("en") for one in exhibit.variant.given if not one.hidden}
    return {
        "number": exhibit.variant.number,
        "given": given,
        "difficulty": exhibit.difficulty,
        "reasons": [text_to_json(reason) for reason in exhibit.reasons],
    }


def problem_row(problem: Problem) -> dict[str, Any]:
    """Return a problem as plain data."""
    return {
        "document": problem.document,
        "line": problem.line,
        "column": problem.column,
        "message": text_to_json(problem.message),
    }
