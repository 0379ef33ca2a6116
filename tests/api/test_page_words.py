"""Words without values are put into a template once; all others are looked up when it is shown."""

import pytest
from jinja2 import Environment

from api.web.page_words import FixedWords, make_gettext


@pytest.fixture
def russian() -> Environment:
    made = Environment(autoescape=True, extensions=["jinja2.ext.i18n", FixedWords])
    made.globals["_"] = made.globals["gettext"] = make_gettext("ru")
    return made


def test_fixed_words_stand_in_the_template_before_it_is_shown(russian: Environment) -> None:
    source = russian.preprocess("""<b title="{{ _('Check') }}">{{ _("Check") }}</b>""")

    assert source == '<b title="Проверить">Проверить</b>'


def test_words_with_values_are_looked_up_when_shown(russian: Environment) -> None:
    template = russian.from_string("""{{ _("Task %(place)s", place=place) }}""")

    assert template.render(place="<7>") == "Задача &lt;7&gt;"


def test_words_inside_an_expression_stay_a_call(russian: Environment) -> None:
    template = russian.from_string("""{{ title or _("Answer") }}""")

    assert template.render(title="") == "Ответ"


def test_words_that_look_like_template_syntax_are_never_read_as_such(russian: Environment) -> None:
    template = russian.from_string("""{{ _("an {{ odd }} message") }}""")

    assert template.render() == "an {{ odd }} message"
