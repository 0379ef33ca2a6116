"""A new key for a choice whose options a student has seen: they stay in their order, under their names."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from variants.keys import ChoiceKey, KnownMistake
from variants.texts import Text
from variants.variant import Ask, ChoiceShape, Option

_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)?")


def rekey_choice(seen: Ask, keyed: Ask, *, lettered: bool) -> Ask | Text:
    """Return the ask as it was seen with the new key, or say why the key doesn't fit what was seen.

    `lettered` options have names by their order alone (a, b, c): they are found again by what they say.
    """
    old, new = seen.shape, keyed.shape
    if not isinstance(old, ChoiceShape) or not isinstance(new, ChoiceShape):
        raise TypeError("not a choice")
    names = _by_text(old.options, new.options) if lettered else _by_name(old, new)
    if isinstance(names, Text):
        return names
    key = _key(seen.key, keyed.key, names)
    if isinstance(key, Text):
        return key
    remarks = {names[option.name]: option.say for option in new.options if option.name in names}
    options = tuple(replace(option, say=remarks.get(option.name, Text())) for option in old.options)
    found = [_mistake(mistake, key, names) for mistake in keyed.mistakes]
    return replace(
        seen,
        points=keyed.points,
        shape=replace(old, options=options),
        key=key,
        mistakes=tuple(mistake for mistake in found if mistake is not None),
    )


def _by_text(seen: Iterable[Option], keyed: Iterable[Option]) -> dict[str, str]:
    names = {option.text: option.name for option in seen}
    return {option.name: names[option.text] for option in keyed if option.text in names}


def _by_name(seen: ChoiceShape, keyed: ChoiceShape) -> dict[str, str] | Text:
    """Return the options' own names if the same options were seen, each with the same numbers in it."""
    for old, new in ((seen.options, keyed.options), (seen.items, keyed.items)):
        theirs = {option.name: option for option in new}
        strange = theirs.keys() ^ {option.name for option in old}
        if strange:
            listed = ", ".join(sorted(strange))
            return Text(en=f"other options than shown: {listed}", ru=f"варианты ответа другие: {listed}")
        for option in old:
            if _numbers(option) != _numbers(theirs[option.name]):
                return Text(
                    en=f"the option {option.name} shows other numbers than the student saw",
                    ru=f"в варианте ответа {option.name} не те числа, которые видел ученик",
                )
    return {option.name: option.name for option in seen.options}


def _numbers(option: Option) -> list[str]:
    return _NUMBER.findall(option.text.en or option.text.ru or "")


def _key(seen: object, keyed: object, names: Mapping[str, str]) -> ChoiceKey | Text:
    if not isinstance(seen, ChoiceKey) or not isinstance(keyed, ChoiceKey):
        raise TypeError("not the key of a choice")
    if any(name not in names for name in keyed.right):
        return Text(
            en="the right answer is not among the options that the student saw",
            ru="верного ответа нет среди вариантов, которые видел ученик",
        )
    return replace(keyed, right=tuple(names[name] for name in keyed.right), options=seen.options)


def _mistake(mistake: KnownMistake, key: ChoiceKey, names: Mapping[str, str]) -> KnownMistake | None:
    chosen = mistake.key
    if not isinstance(chosen, ChoiceKey) or any(name not in names for name in chosen.right):
        return None
    right = tuple(names[name] for name in chosen.right)
    return replace(mistake, key=replace(chosen, right=right, options=key.options))
