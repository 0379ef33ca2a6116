"""What an address is called in logs and metrics where no route of a page has a template for it."""

from typing import Final

UNKNOWN_ROUTE: Final = "(no such page)"
OBJECT_HOST: Final = "(object host)"
