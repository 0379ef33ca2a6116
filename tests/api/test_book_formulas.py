"""Formulas get frames, and nothing else of a page changes."""

import re

import pytest

from api.book_formulas import settle_formulas

INLINE = '<math alttext="a > b"><mi>a</mi></math>'
BLOCK = '<math xmlns="x" display="block"><mi>a</mi></math>'


def test_a_displayed_formula_scrolls_in_a_frame_of_its_own() -> None:
    assert settle_formulas(f"<p>{BLOCK}.</p>") == f'<p><span class="formula-line">{BLOCK}</span>.</p>'


@pytest.mark.parametrize("mark", [",", ".", ";", "),", "»", "…"])
def test_a_formula_keeps_the_mark_that_follows_it(mark: str) -> None:
    settled = settle_formulas(f"<p>If {INLINE}{mark} then.</p>")

    assert settled == f'<p>If <span class="together">{INLINE}{mark}</span> then.</p>'


def test_a_span_around_the_formula_alone_goes_with_it() -> None:
    spanned = f'<span class="b-math">{INLINE}</span>'

    assert settle_formulas(f"{spanned}, x") == f'<span class="together">{spanned},</span> x'


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{INLINE} and</p>",
        f"<p>{INLINE}&nbsp;a</p>",
        f"<p><span>{INLINE} a</span>, b</p>",
        '<img alt="<math display=&quot;block&quot;> onerror=x </math>,">',
        '<p title="<math>">x</p><p title="</math>, y">z</p>',
        "</math>, stray",
        "&lt;math&gt;&lt;/math&gt;,",
    ],
)
def test_what_is_no_formula_with_a_mark_stays_as_it_is(html: str) -> None:
    assert settle_formulas(html) == html


def test_the_text_is_the_same_letter_for_letter() -> None:
    html = f"<p>Из {INLINE}, {BLOCK} и {INLINE}.</p>" * 3

    settled = settle_formulas(html)

    assert re.sub(r'<span class="[a-z-]+">|</span>', "", settled) == html
    assert settled.count("<span") == settled.count("</span>") == 9
