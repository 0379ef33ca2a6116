"""The words of pages in each language: gettext catalogues read from the package's own .po files."""

from functools import cache
from gettext import NullTranslations
from importlib import resources
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from variants.texts import Language


@cache
def translations(language: Language) -> NullTranslations:
    """Return the catalogue of a language; English texts are the message ids themselves."""
    if language == "en":
        return NullTranslations()
    source = resources.files("api") / "pages" / "translations" / f"{language}.po"
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(source.read_bytes()), locale=language))
    compiled.seek(0)
    return Translations(compiled)
