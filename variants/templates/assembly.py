"""Put variants together: the values of members of a pool become texts, figures, shapes and keys."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import compress
from types import MappingProxyType
from typing import Any

from variants.keys import Key, KnownMistake, TextKey
from variants.keys import Statement as TextStatement
from variants.templates.asking.casts import Cast
from variants.templates.asking.choices import choice_of, option_mistakes
from variants.templates.asking.lines import line_keys, line_shape, mistaken_key, same_line
from variants.templates.asking.plots import plot_mistakes, plot_of
from variants.templates.asking.scene import Scene, Stage
from variants.templates.asking.sheets import sheets_of
from variants.templates.asking.tables import heading, table_mistakes, table_of
from variants.templates.asks import AskLine, ChoiceAsk, Expectation, PlotAsk, TableAsk, TextAsk
from variants.templates.display.printing import number_in_unit
from variants.templates.evaluating.members import Member
from variants.templates.task import GivenLine, Passage, Task
from variants.templates.values import NumberValue, RowValue, SeriesValue, Value, WordValue
from variants.texts import LANGUAGES, Text
from variants.variant import Ask, Given, LineShape, Shape, Variant

Asked = tuple[Shape, Key, tuple[KnownMistake, ...]]
"""What the student sees of an ask, its key, and the mistakes named."""


def assemble(task: Task, member: Member, number: int) -> Variant:
    """Return the variant that this member of the task's pool makes; `number` is its place in the pool."""
    (variant,) = assemble_all(task, [member])
    return replace(variant, number=number)


def assemble_all(
    task: Task, members: Sequence[Member], certificate: Mapping[str, Any] = MappingProxyType({})
) -> tuple[Variant, ...]:
    """Return the variants of members of one company, numbered from 1 by their place in the pool."""
    stage = Stage(task, certificate)
    cast = Cast(stage, members)
    given = [_givens(line, cast) for line in task.given.values()]
    statements, solutions = _passages(task.statement, cast), _passages(task.solution, cast)
    asks = [_asks(ask, cast) for ask in task.asks.values()]
    figures, hints, sheets = cast.figures(), _hints(task, cast), sheets_of(cast)
    return tuple(
        [
            Variant(
                task=task.id,
                number=scene.number,
                title=task.title,
                given=tuple([column[place] for column in given]),
                statement=statements[place],
                asks=tuple([column[place] for column in asks]),
                hints=hints[place],
                solution=solutions[place],
                figure=figures[place],
                certificate=stage.certificate,
                sheet=sheets[place],
            )
            for place, scene in enumerate(cast.scenes)
        ]
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


def _givens(line: GivenLine, cast: Cast) -> list[Given]:
    filler, made, values = cast.stage.filler, dict[int, Given](), cast.values(line.name)
    columns = [filler.printed_all(values, language) for language in LANGUAGES]
    for value, *printed in zip(values, *columns, strict=True):
        if id(value) in made:
            continue
        english, russian = (one.filling.words.replace("\u00a0", " ") for one in printed)
        made[id(value)] = Given(
            name=line.name, plain=Text(english, russian), value=canonical_value(value), hidden=line.hidden
        )
    return [made[id(value)] for value in values]


def _passages(passages: Sequence[Passage], cast: Cast) -> list[Text]:
    """Return for each member the passages that it shows, one after another."""
    if len(passages) == 1 and passages[0].when is None:
        return cast.texts(passages[0].texts, "blocks")
    shown: list[list[Text]] = [[] for _ in range(len(cast))]
    for passage in passages:
        wanted = cast.holds(passage.when)
        texts = cast.only(wanted).texts(passage.texts, "blocks")
        for here, text in zip(compress(shown, wanted), texts, strict=True):
            here.append(text)
    return [_joined(texts) for texts in shown]


def _joined(texts: Sequence[Text]) -> Text:
    if len(texts) == 1:
        return texts[0]
    english = [text.en for text in texts if text.en is not None]
    russian = [text.ru for text in texts if text.ru is not None]
    return Text("\n".join(english) if english else None, "\n".join(russian) if russian else None)


def _hints(task: Task, cast: Cast) -> list[tuple[Text, ...]]:
    shown: list[list[Text]] = [[] for _ in range(len(cast))]
    for hint in task.hints:
        wanted = cast.holds(hint.when)
        texts = cast.only(wanted).texts(hint.texts, "blocks")
        for here, text in zip(compress(shown, wanted), texts, strict=True):
            here.append(text)
    return list(map(tuple, shown))


def _asks(ask: AskLine, cast: Cast) -> list[Ask]:
    asked = _typed_lines(ask, cast) or [_asked(ask, scene) for scene in cast.scenes]
    bare = isinstance(ask.form, TableAsk) and ask.label is None
    labels = [Text()] * len(cast) if bare else _labels(ask, cast)
    return [
        Ask(
            name=ask.name,
            kind=ask.kind,
            points=ask.points,
            label=label,
            shape=shape,
            key=key,
            mistakes=mistakes,
        )
        for label, (shape, key, mistakes) in zip(labels, asked, strict=True)
    ]


def _labels(ask: AskLine, cast: Cast) -> list[Text]:
    if ask.label is None:
        return [heading(ask.name, cast.stage.task, Text())] * len(cast)
    return cast.texts(ask.label)


def _typed_lines(ask: AskLine, cast: Cast) -> list[Asked]:
    """Return shape, key and mistakes of an ask that is answered on one line; nothing for other kinds."""
    form = ask.form
    if isinstance(form, ChoiceAsk | TableAsk | PlotAsk | TextAsk):
        return []
    keys = line_keys(form, form.key, cast)
    mistakes: list[list[KnownMistake]] = [[] for _ in keys]
    for line, wanted in cast.mistakes_of(ask.name):
        some = cast.only(wanted)
        wrong = line_keys(form, line.gives, some)
        for here, key, mistaken, say in zip(
            compress(mistakes, wanted), compress(keys, wanted), wrong, some.words(line.say), strict=True
        ):
            if not same_line(mistaken, key):
                here.append(KnownMistake(key=mistaken_key(mistaken, key), say=say, worth=line.worth))
    shape = cast.stage.task.made.once(line_shape, form, cast.stage.task)
    return [(shape, key, tuple(named)) for key, named in zip(keys, mistakes, strict=True)]


def _asked(ask: AskLine, scene: Scene) -> Asked:
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
            raise TypeError(f"{type(form).__name__} is answered on a line")


def _text_key(form: TextAsk, scene: Scene) -> TextKey:
    return TextKey(
        expects=tuple(_statement(expectation, scene) for expectation in form.expects),
        rejects=tuple(_statement(rejection, scene) for rejection in form.rejects),
        sample=scene.words(form.sample),
    )


def _statement(expectation: Expectation, scene: Scene) -> TextStatement:
    return TextStatement(terms=expectation.terms, points=expectation.points, say=scene.words(expectation.say))
