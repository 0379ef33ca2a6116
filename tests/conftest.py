"""Property tests try the same examples in every run; with `TETRAD_EXPLORE=1` they try new ones."""

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile("explore" if os.environ.get("TETRAD_EXPLORE") else "same")
