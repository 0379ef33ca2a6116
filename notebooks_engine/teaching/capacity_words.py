"""Capacity in a teacher's words: `412 variants; your 3 classes need 87; three pairs closer`."""

from collections.abc import Sequence
from math import inf, isfinite
from typing import Final

from notebooks_engine.teaching.capacity import Capacity, SlotCapacity
from variants.dealing.separations import TOLERANCES_APART, SlotSeparation, TaskSeparation, of_slots
from variants.texts import Text

_ENGLISH: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PAIRS: Final = ("", "одна", "две", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять")
_CLASSES: Final = ("", "", "двум", "трём", "четырём", "пяти", "шести", "семи", "восьми", "девяти", "десяти")


def describe_slot(capacity: Capacity, slot: SlotCapacity) -> Text:
    """Say of one slot how many variants it has, how many are needed and how far apart their answers lie."""
    few, many = ("установка", "установки"), "установок"
    if not slot.lab:
        few, many = ("вариант", "варианта"), "вариантов"
    words = Text(
        en=f"{slot.variants} {_english(slot.variants, lab=slot.lab)}",
        ru=f"{slot.variants} {_plural(slot.variants, *few, many)}",
    )
    return _joined(words, *_need(capacity), *_apart(slot))


def describe_capacity(capacity: Capacity) -> Text:
    """Say the same of a whole notebook, by the slots where it is worst."""
    if not capacity.slots:
        return Text(en="Nothing to deal", ru="Раздавать нечего")
    worst = max(capacity.slots, key=lambda slot: (slot.repeats, slot.separation.close))
    where = Text(en=f"task {worst.slot}", ru=f"задача {worst.slot}") if worst.separation.close else Text()
    return _joined(_least(capacity), *_need(capacity), *_apart(worst, where))


def _least(capacity: Capacity) -> Text:
    """Say how many variants every task has at least, and how many apparatus the labs."""
    tasks = [slot.variants for slot in capacity.slots if not slot.lab]
    labs = [slot.variants for slot in capacity.slots if slot.lab]
    parts = []
    if tasks:
        russian = _plural(min(tasks), "варианта", "вариантов", "вариантов")
        parts.append(
            Text(
                en=f"at least {min(tasks)} {_english(min(tasks), lab=False)} of every task",
                ru=f"в каждой задаче не меньше {min(tasks)} {russian}",
            )
        )
    if labs:
        parts.append(_least_of_labs(labs))
    whole = Text(en=", ".join(part.en or "" for part in parts), ru=", ".join(part.ru or "" for part in parts))
    return whole.map(lambda words: words[0].upper() + words[1:])


def _least_of_labs(labs: Sequence[int]) -> Text:
    least = min(labs)
    if len(labs) == 1:
        russian = _plural(least, "установка", "установки", "установок")
        return Text(
            en=f"{least} {_english(least, lab=True)} of the lab",
            ru=f"в лабораторной работе {least} {russian}",
        )
    russian = _plural(least, "установки", "установок", "установок")
    return Text(
        en=f"at least {least} {_english(least, lab=True)} of every lab",
        ru=f"в каждой лабораторной работе не меньше {least} {russian}",
    )


def _english(number: int, *, lab: bool) -> str:
    if lab:
        return "apparatus" if number == 1 else "apparatuses"
    return "variant" if number == 1 else "variants"


def describe_dealt(separations: Sequence[TaskSeparation]) -> tuple[tuple[str, Text], ...]:
    """Say of each slot of a deal how far apart it has kept its students: the slot, and the words."""
    return tuple((slot.slot, _dealt(slot, separations)) for slot in of_slots(separations))


def _dealt(slot: SlotSeparation, separations: Sequence[TaskSeparation]) -> Text:
    given = _plural(slot.dealt, "вариант", "варианта", "вариантов")
    parts = [
        Text(
            en=f"{slot.dealt} {'variant' if slot.dealt == 1 else 'variants'} dealt",
            ru=f"{_plural(slot.dealt, 'роздан', 'роздано', 'роздано')} {slot.dealt} {given}",
        )
    ]
    if slot.dealt > slot.different:
        parts.append(_repeats(slot.dealt - slot.different))
    known = [one.smallest for one in separations if one.slot == slot.slot and one.smallest is not None]
    if isfinite(nearest := min(known, default=inf)):
        parts.append(_nearest(nearest))
    if slot.close:
        pairs = _pairs(slot.close)
        limit = Text(en=f"than {TOLERANCES_APART} tolerances", ru=f"{TOLERANCES_APART} допусков")
        parts.append(Text(en=f"{pairs.en} {limit.en}", ru=f"{pairs.ru} {limit.ru}"))
    return _joined(*parts)


def _nearest(distance: float) -> Text:
    plain = f"{distance:.2g}" if distance < 10 else f"{distance:.0f}"
    word = "допуска" if "." in plain else _plural(int(plain), "допуск", "допуска", "допусков")
    return Text(
        en=f"the nearest two answers are {plain} tolerances apart",
        ru=f"между самыми близкими ответами {plain.replace('.', ',')} {word}",
    )


def _need(capacity: Capacity) -> tuple[Text, ...]:
    if not capacity.students:
        return ()
    count, needed = capacity.classes, capacity.students
    english = "your class needs" if count == 1 else f"your {count} classes need"
    if count == 1:
        russian = "вашему классу"
    elif count < len(_CLASSES):
        russian = f"{_CLASSES[count]} вашим классам"
    else:
        russian = f"{count} {_plural(count, 'вашему классу', 'вашим классам', 'вашим классам')}"
    return (Text(en=f"{english} {needed}", ru=f"{russian} {_needed(needed)} {needed}"),)


def _needed(number: int) -> str:
    return _plural(number, "нужен", "нужно", "нужно")


def _apart(slot: SlotCapacity, where: Text | None = None) -> tuple[Text, ...]:
    separation, found = slot.separation, []
    if slot.repeats:
        found.append(_repeats(slot.repeats))
    if separation.numbers > 1:
        words = _how_many(separation.apart, separation.numbers, separation.dealt)
        english = f"answers at least {TOLERANCES_APART} tolerances apart for {words.en}"
        russian = f"ответы различаются не меньше чем на {TOLERANCES_APART} допуска у {words.ru}"
        if separation.close:
            pairs = _pairs(separation.close)
            english, russian = f"{english}, {pairs.en}", f"{russian}, {pairs.ru}"
        if where is not None and where.en:
            english, russian = f"{english} ({where.en})", f"{russian} ({where.ru})"
        found.append(Text(en=english, ru=russian))
    return tuple(found)


def _how_many(apart: int, numbers: int, dealt: int) -> Text:
    if apart == dealt:
        return Text(en="all", ru="всех")
    if numbers == dealt:
        return Text(en=str(apart), ru=str(apart))
    return Text(
        en=f"{apart} of {numbers} with a number for an answer", ru=f"{apart} из {numbers} с числом в ответе"
    )


def _pairs(count: int) -> Text:
    few = count < len(_PAIRS)
    english = _ENGLISH[count] if few else str(count)
    russian = _PAIRS[count] if few else str(count)
    return Text(
        en=f"{english} {'pair' if count == 1 else 'pairs'} closer",
        ru=f"{russian} {_plural(count, 'пара', 'пары', 'пар')} ближе",
    )


def _repeats(count: int) -> Text:
    return Text(
        en=f"numbers will repeat for {count} {'student' if count == 1 else 'students'}",
        ru=f"числа повторятся у {count} {_plural(count, 'ученика', 'учеников', 'учеников')}",
    )


def _joined(*parts: Text) -> Text:
    return Text(
        en="; ".join(part.in_language("en") for part in parts),
        ru="; ".join(part.in_language("ru") for part in parts),
    )


def _plural(number: int, one: str, few: str, many: str) -> str:
    if number % 10 == 1 and number % 100 != 11:
        return one
    return few if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14 else many
