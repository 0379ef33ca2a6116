import pytest

from variants.prose.formulas import UnreadableFormula
from variants.prose.gaps import Filling, cut_at_gaps, gap
from variants.prose.markdown import is_relative, render_inline, render_markdown


def test_html_in_a_text_is_shown_and_not_obeyed() -> None:
    assert render_markdown("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "https://example.org/", "//example.org/", "data:text/html,x"],
)
def test_a_link_elsewhere_is_no_link(address: str) -> None:
    assert not is_relative(address)
    assert "<a" not in render_markdown(f"[here]({address})")


def test_a_link_inside_the_work_is_kept() -> None:
    assert '<a href="theory.md#friction">' in render_markdown("[here](theory.md#friction)")


def test_a_picture_is_not_shown() -> None:
    assert "<img" not in render_markdown("![a](b.png)")


def test_tables_lists_and_emphasis_are_shown() -> None:
    html = render_markdown("| a | b |\n|---|---|\n| 1 | **2** |\n\n- x\n- y")

    assert "<td><strong>2</strong></td>" in html
    assert "<li>x</li>" in html


def test_a_formula_on_its_own_lines_is_displayed() -> None:
    assert '<div class="math display" data-tex="a=1">' in render_markdown("Text\n\n$$\na=1\n$$")


def test_a_formula_in_a_line_stays_in_the_line() -> None:
    assert render_inline("Let $a$ be").startswith('Let <span class="math" data-tex="a">')


def test_an_escaped_dollar_is_a_dollar() -> None:
    assert render_inline(r"5 \$ and 6 \$") == "5 $ and 6 $"


def test_an_authors_line_ends_are_kept_where_wanted() -> None:
    assert "<br />" in render_markdown("a)\nb)", lines="kept")
    assert "<br />" not in render_markdown("a)\nb)")


def test_an_unknown_command_is_refused() -> None:
    with pytest.raises(UnreadableFormula):
        render_markdown(r"Text $\foo$")


def test_a_gap_is_filled_with_what_fits_its_place() -> None:
    cut = cut_at_gaps(render_inline(f"T = {gap(0)}, $T = {gap(0)}$"))

    html = cut.fill({0: Filling(words="<5 K", tex="<5", mathml="<mn>5</mn>")})

    assert html.startswith('T = &lt;5 K, <span class="math" data-tex="T = {&lt;5}"><math display="inline">')
    assert html.endswith("<mo>=</mo><mn>5</mn></mrow></math></span>")
