"""Open questions of the library: what a good answer says is found in it, and nothing is held against it."""

import pytest
from built_in_tasks import FILES, first_variant

from variants.checkers.registry import check_answer
from variants.keys import TextKey
from variants.texts import LANGUAGES
from variants.variant import Ask

OPEN = sorted(name for name, path in FILES.items() if "kind: text" in path.read_text(encoding="utf-8"))
GOOD = [
    (
        "electric-kettle",
        "Ток одинаковый, а сопротивление нагревателя больше, поэтому тепла выделяется больше.",
    ),
    ("electric-kettle", "Сопротивление спирали выше, значит, и мощность I²R выше."),
    ("electric-kettle", "The current is the same, but the resistance is larger, so more heat is given off."),
    ("lamps-in-series", "Сила тока одинакова, а напряжение больше на лампе, у которой больше сопротивление."),
    (
        "lamps-in-series",
        "The current is the same, and the lamp of larger resistance gets more of the voltage.",
    ),
    ("emf-from-flux", "Индукционный ток своим магнитным полем препятствует изменению магнитного потока."),
    ("emf-from-flux", "The field of the induced current opposes the change of the flux."),
    (
        "diffraction-grating",
        "В центре разность хода нулевая, а дальше красный отклоняется сильнее фиолетового.",
    ),
    ("soap-film", "Волны приходят в противофазе и взаимно гасятся."),
]
POOR = [
    ("emf-from-flux", "Индукционный ток препятствует самому потоку."),
    ("electric-kettle", "В нагревателе ток сильнее."),
    ("lamps-in-series", "Напряжение делится поровну."),
]


@pytest.mark.parametrize("name", OPEN)
def test_a_sample_says_all_that_is_expected(name: str) -> None:
    for ask in _open_asks(name):
        assert isinstance(ask.key, TextKey)
        for language in LANGUAGES:
            sample = getattr(ask.key.sample, language)

            assert check_answer(ask.key, sample, language).score == 1, (ask.name, language)


@pytest.mark.parametrize(("name", "typed"), GOOD)
def test_a_good_answer_is_not_taken_for_the_mistake_it_denies(name: str, typed: str) -> None:
    (ask,) = _open_asks(name)

    assert check_answer(ask.key, typed, "en").score == 1


@pytest.mark.parametrize(("name", "typed"), POOR)
def test_an_answer_that_makes_the_mistake_reads_what_is_wrong(name: str, typed: str) -> None:
    (ask,) = _open_asks(name)
    assert isinstance(ask.key, TextKey)

    verdict = check_answer(ask.key, typed, "ru")

    assert verdict.score == 0
    assert ask.key.rejects[0].say.ru is not None
    assert ask.key.rejects[0].say.ru in (verdict.message.ru or "")


def _open_asks(name: str) -> list[Ask]:
    return [ask for ask in first_variant(name).asks if isinstance(ask.key, TextKey)]
