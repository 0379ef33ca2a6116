"""How large a scenario may be."""

from typing import Final

LONGEST_SCENARIO: Final = 200_000
"""Characters."""

MOST_STEPS: Final = 60
MOST_MINUTES: Final = 600
