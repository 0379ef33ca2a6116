"""The settings: whether each is known, and none contradicts another."""

from collections.abc import Iterator

from api.contradictions import contradictions
from api.diagnosing.findings import Finding, Looked, doubtful, refused, well
from api.observing.watch import require_traceable
from api.origins import require_two_hosts
from api.refused import Refused
from api.setting_names import unknown_names
from api.settings import require_safe_address


def names(looked: Looked) -> Iterator[Finding]:
    """Look for variables that look like settings and are none."""
    for name, nearest in unknown_names(looked.given).items():
        yield doubtful(
            "settings",
            f"{name} is no setting of Tetrad" + (f"; is {nearest} meant?" if nearest else ": take it away."),
            f"Настройки {name} у Тетради нет" + (f": может быть, {nearest}?" if nearest else ": уберите её."),
        )


def consistency(looked: Looked) -> Iterator[Finding]:
    """Look for settings that contradict each other, as the start would."""
    told = [*contradictions(looked.settings, looked.given)]
    for require in (require_safe_address, require_two_hosts, require_traceable):
        try:
            require(looked.settings)
        except Refused as error:
            told.append(error.text)
    for sentence in told:
        yield refused("settings", sentence)
    if not told:
        yield well("settings", "none contradicts another", "друг другу не противоречат")
