"""Choices: options in an order of the variant's own, so that the right one is nowhere in particular."""

from fractions import Fraction

from variants.keys import ChoiceKey, KnownMistake
from variants.templates.asking.scene import Scene
from variants.templates.asks import ChoiceAsk, ChoiceItem, ChoiceOption
from variants.templates.display.printing import manner_of
from variants.templates.filling import Filler, no_value
from variants.templates.task import Task
from variants.templates.values import NumberValue, Value
from variants.texts import Text
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
    printed = {_printed(scene.evaluate(form.key), form, scene): Text()}
    for line in scene.mistakes_of(name):
        printed.setdefault(_printed(scene.evaluate(line.gives), form, scene), scene.words(line.say))
    right, *_ = printed
    order = sorted(printed, key=lambda text: scene.mark(name, text.in_language("en")))
    # Ids are given after shuffling, else they would tell which option is the key.
    options = tuple(
        Option(name=chr(ord("a") + place), text=text, say=printed[text]) for place, text in enumerate(order)
    )
    key = ChoiceKey(pick="one", right=(options[order.index(right)].name,), options=_names(options))
    return ChoiceShape(pick="one", options=options), key


def option_mistakes(
    name: str, form: ChoiceAsk, made: tuple[ChoiceShape, ChoiceKey], scene: Scene
) -> tuple[KnownMistake, ...]:
    """Make a named mistake of every wrong option of a single choice that has something to say."""
    shape, key = made
    if key.pick != "one":
        return ()
    lines = scene.mistakes_of(name) if form.from_mistakes else ()
    worth = {_printed(scene.evaluate(line.gives), form, scene): line.worth for line in reversed(lines)}
    return tuple(
        KnownMistake(
            key=ChoiceKey(pick="one", right=(option.name,), options=key.options),
            say=option.say,
            worth=worth.get(option.text, Fraction(0)),
        )
        for option in shape.options
        if option.name not in key.right and option.say.languages
    )


def _printed(value: Value, form: ChoiceAsk, scene: Scene) -> Text:
    unit = form.unit if isinstance(value, NumberValue) else None
    return scene.html(value, manner_of(unit=unit, figures=form.figures, decimals=form.decimals))


def _option(option: ChoiceOption | ChoiceItem, scene: Scene) -> Option:
    fixed = scene.task.made.once(_fixed_option, option, scene.task)
    if fixed is not None:
        return fixed
    say = scene.words(option.say) if isinstance(option, ChoiceOption) else Text()
    if option.gives is not None:
        return Option(name=option.name, text=scene.html(scene.evaluate(option.gives)), say=say)
    return Option(name=option.name, text=scene.text(option.text), say=say)


def _fixed_option(option: ChoiceOption | ChoiceItem, task: Task) -> Option | None:
    """Return an option that is the same in all variants, None for one that shows values."""
    filler, said = Filler(task.made), option.say if isinstance(option, ChoiceOption) else None
    if option.gives is not None or any(filler.names_in(text) for text in (option.text, said) if text):
        return None
    return Option(
        name=option.name,
        text=filler.fill(option.text, no_value),
        say=filler.plain(said, no_value),
    )


def _shuffled(options: list[Option], name: str, scene: Scene) -> list[Option]:
    return sorted(options, key=lambda option: scene.mark(name, option.name))


def _names(options: tuple[Option, ...] | list[Option]) -> tuple[str, ...]:
    return tuple(option.name for option in options)
