"""The settings of SeaweedFS's filers name one store for all of them, and it is not a folder."""

import tomllib
from pathlib import Path

SETTINGS = Path(__file__).parents[2] / "deploy" / "filer.toml"


def test_filers_keep_what_they_know_in_postgresql_alone() -> None:
    stores = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))

    assert {name for name, store in stores.items() if store["enabled"]} == {"postgres2"}
    assert stores["postgres2"]["password"] == ""
