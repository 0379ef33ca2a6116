"""What authors of scenarios are told."""

from typing import Final

from library_core.formats.scenarios.bounds import LONGEST_SCENARIO, MOST_STEPS
from library_core.formats.scenarios.scenario import WORKS
from variants.texts import Text

_STEP: Final = '`::: step {title="…" minutes=5 work=pairs}`'
_ATTACH: Final = "`attach: library/incline`"
_PLACE: Final = "`attach: library/optics-8#3/p-12`"

TOO_LONG: Final = Text(
    en=f"a scenario has {LONGEST_SCENARIO} characters at most",
    ru=f"в сценарии не больше {LONGEST_SCENARIO} знаков",
)
STEPS: Final = Text(
    en=f"a scenario has from 1 to {MOST_STEPS} steps: {_STEP}",
    ru=f"в сценарии от 1 до {MOST_STEPS} этапов: {_STEP}",
)
BETWEEN: Final = Text(
    en="this stands between steps: put it into one", ru="текст между этапами: перенесите его в этап"
)
OPENING: Final = Text(
    en=f"a step opens like {_STEP} and closes with `:::`",
    ru=f"этап открывается так: {_STEP}, и закрывается строкой `:::`",
)
ATTACHING: Final = Text(
    en=f"name a work: {_ATTACH}, or a place in it: {_PLACE}",
    ru=f"укажите материал: {_ATTACH}, или место в нём: {_PLACE}",
)
UNTITLED: Final = Text(en='a step has a title: `title="…"`', ru='у этапа есть название: `title="…"`')
MINUTES: Final = Text(
    en="say how long the step takes: `minutes=5`", ru="укажите, сколько длится этап: `minutes=5`"
)
WORK: Final = Text(en=f"`work` is one of {', '.join(WORKS)}", ru=f"`work` — одно из: {', '.join(WORKS)}")
NOT_CLOSED: Final = Text(
    en="this step is not closed: add a line `:::`", ru="этап не закрыт: добавьте строку `:::`"
)
