"""Say which letter may have been meant where an unknown one is typed: another case, alphabet or keyboard."""

from collections.abc import Set
from typing import Final

from variants.texts import Text

_KEYBOARD: Final = str.maketrans("йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`")
_ALIKE: Final = str.maketrans("АВЕКМНОРСТХУаеорсхуктмиап", "ABEKMHOPCTXYaeopcxyktmuan")
_SPELLED: Final = {"fi": "phi", "ro": "rho", "lamda": "lambda", "ню": "nu", "мю": "mu", "альфа": "alpha",
                   "бета": "beta", "гамма": "gamma", "омега": "omega", "фи": "phi", "ро": "rho",
                   "тета": "theta", "эта": "eta", "кси": "xi", "лямбда": "lambda", "ламбда": "lambda",
                   "эпсилон": "epsilon", "дельта": "delta", "сигма": "sigma", "тау": "tau"}  # fmt: skip


def no_such_letter(name: str, known: Set[str]) -> Text:
    """Return the refusal of a letter that the task doesn't have, with the one that may have been meant."""
    en = f"“{name}” is not a letter of this task."
    ru = f"«{name}» — нет такой буквы в задаче."
    twin = _twin(name, known)
    if twin is None:
        return Text(en=en, ru=ru)
    return Text(en=f"{en} Did you mean “{twin}”?", ru=f"{ru} Может быть, «{twin}»?")


def _twin(name: str, known: Set[str]) -> str | None:
    by_case = {letter.lower(): letter for letter in sorted(known)}
    bare = name.lower().replace("_", "")
    for candidate in (
        name.lower(),
        _SPELLED.get(bare, ""),
        name.translate(_ALIKE).lower(),
        name.lower().translate(_KEYBOARD),
    ):
        if candidate in by_case:
            return by_case[candidate]
    glued = {letter.lower().replace("_", ""): letter for letter in sorted(known)}
    return glued.get(bare)
