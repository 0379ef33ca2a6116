"""The words of templates in the language of their environment."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from jinja2.ext import Extension
from markupsafe import Markup

from api.web.translations import translations
from variants.texts import Language

_FIXED: Final = re.compile(r"""\{\{ _\((["'])((?:(?!\1)[^\\%])+)\1\) \}\}""")
_KEPT: Final = 4096
_SYNTAX: Final = re.compile(r"\{[{%#]")


def make_gettext(language: Language) -> Callable[..., Markup]:
    """Return Jinja's gettext of the new style, which keeps what was said lately."""

    # Typed, because markup and plain text that are equal are not written alike.
    @lru_cache(maxsize=_KEPT, typed=True)
    def gettext(message: str, **values: object) -> Markup:
        return Markup(translations(language).gettext(message)) % values

    return gettext


class FixedWords(Extension):
    """Puts words without values into a template when it is read, not each time that it is shown."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the template's source with `{{ _("…") }}` in words."""
        return _FIXED.sub(self._say, source)

    def _say(self, found: re.Match[str]) -> str:
        gettext: Any = self.environment.globals["gettext"]
        words = str(gettext(found[2]))
        return found[0] if _SYNTAX.search(words) else words
