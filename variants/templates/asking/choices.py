"""Choices: options in an order of the variant's own, so that the right one is nowhere in particular."""

from html import escape

from variants.keys import ChoiceKey
from variants.prose.formulas import typeset
from variants.templates.asking.scene import Scene
from variants.templates.asks import ChoiceAsk, ChoiceItem, ChoiceOption
from variants.templates.display.printing import AS_IT_IS, Manner, print_value
from variants.templates.holes import fill_text
from variants.templates.values import EquationValue, FormulaValue, NumberValue, Value
from variants.texts import LANGUAGES, Text
from variants.variant import ChoiceShape, Option


def choice_of(name: str, form: ChoiceAsk, scene: Scene) -> tuple[ChoiceShape, ChoiceKey]:
    """Return what a choice shows and its key."""
    if form.from_mistakes:
        return _from_mistakes(name, form, scene)
    shown = _shuffled([_option(option, scene) for option in form.options], name, scene)
    if form.pick == "matching":
        return _matching(form, shown, scene)
    if form.pick == "ordering":
        right = _in_order(form, scene)
        if tuple(option.name for option in shown) == right:
            shown = [*shown[1:], shown[0]]
    else:
        right = tuple(option.name for option in form.options if option.right and scene.holds(option.right))
    shape = ChoiceShape(pick=form.pick, options=tuple(shown))
    return shape, ChoiceKey(pick=form.pick, right=right, options=_names(shown))


def _matching(form: ChoiceAsk, shown: list[Option], scene: Scene) -> tuple[ChoiceShape, ChoiceKey]:
    items = tuple(_option(item, scene) for item in form.items)
    matches = {item.name: scene.word(item.goes_to) for item in form.items}
    shape = ChoiceShape(pick="matching", options=tuple(shown), items=items)
    return shape, ChoiceKey(pick="matching", matches=matches, options=_names(shown))


def _in_order(form: ChoiceAsk, scene: Scene) -> tuple[str, ...]:
    """Return the ids from the smallest `by` to the largest."""
    ranks = {option.name: scene.si(option.by) for option in form.options if option.by is not None}
    return tuple(sorted(ranks, key=lambda name: ranks[name]))


def _from_mistakes(name: str, form: ChoiceAsk, scene: Scene) -> tuple[ChoiceShape, ChoiceKey]:
    """Offer the key and this ask's mistakes as printed; a mistake that prints like another is left out."""
    if form.key is None:
        raise TypeError(f"the choice {name} has no key")
    printed = {_printed(scene.evaluate(form.key), form): Text()}
    for line in scene.mistakes_of(name):
        printed.setdefault(_printed(scene.evaluate(line.gives), form), scene.words(line.say))
    right, *_ = printed
    order = sorted(printed, key=lambda text: scene.mark(name, text.in_language("en")))
    # Ids are given after shuffling, else they would tell which option is the key.
    options = tuple(
        Option(name=chr(ord("a") + place), text=text, say=printed[text]) for place, text in enumerate(order)
    )
    key = ChoiceKey(pick="one", right=(options[order.index(right)].name,), options=_names(options))
    return ChoiceShape(pick="one", options=options), key


def _printed(value: Value, form: ChoiceAsk) -> Text:
    unit = form.unit if isinstance(value, NumberValue) else None
    return value_html(value, Manner(unit=unit, figures=form.figures, decimals=form.decimals))


def _option(option: ChoiceOption | ChoiceItem, scene: Scene) -> Option:
    say = scene.words(option.say) if isinstance(option, ChoiceOption) else Text()
    if option.gives is not None:
        return Option(name=option.name, text=value_html(scene.evaluate(option.gives)), say=say)
    return Option(name=option.name, text=fill_text(option.text, scene.value), say=say)


def value_html(value: Value, manner: Manner = AS_IT_IS) -> Text:
    """Return a value as HTML: formulas with letters are typeset, everything else is words."""
    english, russian = (print_value(value, language, manner) for language in LANGUAGES)
    if isinstance(value, FormulaValue | EquationValue):
        return Text(en=typeset(english.tex), ru=typeset(russian.tex))
    return Text(en=escape(english.words), ru=escape(russian.words))


def _shuffled(options: list[Option], name: str, scene: Scene) -> list[Option]:
    return sorted(options, key=lambda option: scene.mark(name, option.name))


def _names(options: tuple[Option, ...] | list[Option]) -> tuple[str, ...]:
    return tuple(option.name for option in options)
