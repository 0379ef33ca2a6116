"""Put a variant together: the values of one member of a pool become texts, a figure, shapes and keys."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from variants.keys import Key, KnownMistake, TextKey
from variants.keys import Statement as TextStatement
from variants.templates.asking.choices import choice_of, option_mistakes
from variants.templates.asking.lines import line_key, line_shape, mistaken_key, same_line
from variants.templates.asking.plots import plot_mistakes, plot_of
from variants.templates.asking.scene import Member, NumberedMember, Scene, Stage
from variants.templates.asking.sheets import sheet_of
from variants.templates.asking.tables import heading, table_mistakes, table_of
from variants.templates.asks import AskLine, ChoiceAsk, Expectation, ExpressionAsk, PlotAsk, TableAsk, TextAsk
from variants.templates.display.printing import number_in_unit
from variants.templates.filling import NO_TEXT
from variants.templates.located import Templates
from variants.templates.task import GivenLine, Passage, Task
from variants.templates.values import NumberValue, RowValue, SeriesValue, Value, WordValue
from variants.texts import LANGUAGES, Text
from variants.variant import Ask, Given, LineShape, Shape, Variant


def assemble(task: Task, member: Member, number: int) -> Variant:
    """Return the variant that this member of the task's pool makes; `number` is its place in the pool."""
    return _variant(Scene(stage=Stage(task), member=member, number=number))


def assemble_all(
    task: Task, members: Iterable[NumberedMember], certificate: Mapping[str, Any] = MappingProxyType({})
) -> tuple[Variant, ...]:
    """Return the variants of members, numbered from 1 by their place in the pool; what is equal is shared."""
    stage = Stage(task, certificate)
    return tuple([_variant(Scene(stage=stage, member=member, number=member.index + 1)) for member in members])


def _variant(scene: Scene) -> Variant:
    task, drawer = scene.task, scene.stage.drawer
    return Variant(
        task=task.id,
        number=scene.number,
        title=task.title,
        given=tuple([_given(line, scene) for line in task.given.values()]),
        statement=_passages(task.statement, scene),
        asks=tuple([_ask(ask, scene) for ask in task.asks.values()]),
        hints=tuple([_passages([hint], scene) for hint in task.hints if scene.holds(hint.when)]),
        solution=_passages(task.solution, scene),
        figure=NO_TEXT if drawer is None else drawer.draw(scene.reader),
        certificate=scene.stage.certificate,
        sheet=sheet_of(scene),
    )


def canonical_value(value: Value) -> Any:  # noqa: ANN401 - plain data of several shapes, as `Given` says
    """Return a displayed value as plain data: equal for two members exactly if both show the same."""
    match value:
        case NumberValue(si=si, unit=unit):
            return {"value": number_in_unit(si, unit), "unit": unit}
        case SeriesValue(si=numbers, unit=unit):
            return [number_in_unit(si, unit) for si in numbers]
        case WordValue(name=name):
            return name
        case RowValue(row=row):
            return row
        case _:
            raise TypeError(f"{type(value).__name__} can't be given")


def _given(line: GivenLine, scene: Scene) -> Given:
    value, filler = scene.value(line.name), scene.stage.filler

    def given(line: GivenLine, value: Value) -> Given:
        words = [filler.printed(value, language).filling.words for language in LANGUAGES]
        english, russian = (text.replace("\u00a0", " ") for text in words)
        return Given(
            name=line.name, plain=Text(english, russian), value=canonical_value(value), hidden=line.hidden
        )

    return scene.stage.once(given, line, value)


def _passages(passages: Iterable[Passage], scene: Scene) -> Text:
    shown = [scene.text(passage.texts, "blocks") for passage in passages if scene.holds(passage.when)]
    if len(shown) == 1:
        return shown[0]
    english = [text.en for text in shown if text.en is not None]
    russian = [text.ru for text in shown if text.ru is not None]
    return Text("\n".join(english) if english else None, "\n".join(russian) if russian else None)


def _ask(ask: AskLine, scene: Scene) -> Ask:
    shape, key, mistakes = _asked(ask, scene)
    label = (
        Text() if isinstance(ask.form, TableAsk) and ask.label is None else _label(ask.label, ask.name, scene)
    )
    return Ask(
        name=ask.name, kind=ask.kind, points=ask.points, label=label, shape=shape, key=key, mistakes=mistakes
    )


def _label(templates: Templates | None, name: str, scene: Scene) -> Text:
    return heading(name, scene, scene.text(templates))


def _asked(ask: AskLine, scene: Scene) -> tuple[Shape, Key, tuple[KnownMistake, ...]]:
    match ask.form:
        case ChoiceAsk() as form:
            choice, choice_key = choice_of(ask.name, form, scene)
            return choice, choice_key, option_mistakes(ask.name, form, (choice, choice_key), scene)
        case TableAsk() as form:
            table, table_key = table_of(form, scene)
            return table, table_key, table_mistakes(ask.name, form, table_key, scene)
        case PlotAsk() as form:
            plot, plot_key = plot_of(form, scene)
            return plot, plot_key, plot_mistakes(ask.name, form, plot_key, scene)
        case TextAsk() as form:
            return LineShape(), _text_key(form, scene), ()
        case form:
            unit = form.unit if isinstance(form, ExpressionAsk) else None
            key = line_key(form, scene.evaluate(form.key, unit), scene)
            wrong = (
                KnownMistake(
                    key=mistaken_key(line_key(form, scene.evaluate(line.gives), scene), key),
                    say=scene.words(line.say),
                    worth=line.worth,
                )
                for line in scene.mistakes_of(ask.name)
            )
            shape = scene.stage.once(line_shape, form, scene.stage)
            return shape, key, tuple([one for one in wrong if not same_line(one.key, key)])


def _text_key(form: TextAsk, scene: Scene) -> TextKey:
    return TextKey(
        expects=tuple(_statement(expectation, scene) for expectation in form.expects),
        rejects=tuple(_statement(rejection, scene) for rejection in form.rejects),
        sample=scene.words(form.sample),
    )


def _statement(expectation: Expectation, scene: Scene) -> TextStatement:
    return TextStatement(terms=expectation.terms, points=expectation.points, say=scene.words(expectation.say))
