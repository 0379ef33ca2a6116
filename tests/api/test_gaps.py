"""A page that was rendered with gaps is the page itself once they are filled."""

import pytest
from jinja2 import Environment
from markupsafe import Markup

from api.web.gaps import Gap, cut

PAGES = Environment(autoescape=True)


def test_a_filled_frame_is_what_the_template_makes_of_the_same_words() -> None:
    template = PAGES.from_string('<p title="{{ name }}">{{ name }}, {{ words }}</p>')

    frame = cut(template.render(name=Gap("name"), words=Gap("words")))

    filled = frame.fill({"name": "A &amp; B", "words": "<b>x</b>"})
    assert filled == template.render(name="A & B", words=Markup("<b>x</b>"))


def test_a_gap_that_is_closed_is_filled_for_good() -> None:
    frame = cut(f"a{Gap('one')}b{Gap('two')}c")

    assert frame.close("one", "1").fill({"two": "2"}) == frame.fill({"one": "1", "two": "2"}) == "a1b2c"


def test_a_gap_without_words_is_told() -> None:
    with pytest.raises(KeyError):
        cut(f"a{Gap('one')}").fill({})


def test_words_that_look_like_a_gap_stay_words() -> None:
    assert cut("\ue000one\ue001").fill({}) == "\ue000one\ue001"
