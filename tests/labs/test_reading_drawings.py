"""Drawings are written again from a whitelist: nothing that runs, loads or reaches out gets through."""

import pytest

from labs.reading.drawings import Drawing, drawing_in_language, read_drawing
from variants.templates.located_problems import Problems

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="5">'


def drawn(inside: str, head: str = OPEN) -> tuple[Drawing, Problems]:
    """Return a drawing with this inside, and what is wrong in it."""
    problems = Problems("scene.svg")
    return read_drawing(f"{head}\n{inside}\n</svg>".encode(), problems), problems


def test_shapes_and_gradients_pass_and_parts_are_known() -> None:
    drawing, problems = drawn(
        '<linearGradient id="a"><stop offset="0"/></linearGradient><rect id="b" fill="url(#a)"/>'
        '<use href="#b"/><text x="1">a &lt; b &amp; c</text><!-- a comment -->'
    )

    assert not problems.any
    assert drawing.parts == {"a", "b"}
    assert "a &lt; b &amp; c" in drawing.svg
    assert "width" not in drawing.svg
    assert "comment" not in drawing.svg


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<style>*{fill:red}</style>",
        '<rect onclick="x()"/>',
        '<rect style="fill:red"/>',
        '<image href="http://example.org/a.png"/>',
        '<use href="http://example.org/a.svg#b"/>',
        '<use href="#nothing"/>',
        '<rect fill="url(http://example.org/a)"/>',
        '<rect fill="u\\72l(x)"/>',
        '<a href="javascript:x()"><rect/></a>',
        "<foreignObject/>",
        '<animate attributeName="x"/>',
        '<rect id="a"/><rect id="a"/>',
        '<rect id="1a"/>',
        '<svg viewBox="0 0 1 1"/>',
        '<p xmlns="http://www.w3.org/1999/xhtml">x</p>',
        '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="data:x"/>',
        '<text lang="de">x</text>',
        "<rect>",
    ],
)
def test_what_may_not_stand_in_a_drawing_is_refused_at_its_line(inside: str) -> None:
    _, problems = drawn(inside)

    assert problems.any
    assert all(problem.line >= 2 and problem.message.ru for problem in problems.found)


_BOMB = "".join(f'<g id="b{n}">{f"""<use href="#b{n - 1}"/>""" * 10}</g>' for n in range(1, 6))


@pytest.mark.parametrize(
    "inside",
    [
        '<g id="a"><use href="#a"/></g>',
        '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
        f'<g id="b0"><rect/></g>{_BOMB}',
        '<pattern id="p"><rect fill="url(#p)"/></pattern>',
    ],
    ids=["itself", "each other", "a hundred thousand times", "a pattern of itself"],
)
def test_parts_that_would_be_drawn_without_end_are_refused(inside: str) -> None:
    _, problems = drawn(inside)

    assert [problem.line for problem in problems.found] == [2]
    assert "too many times" in (problems.found[0].message.en or "")


def test_deep_groups_in_linked_parts_are_weighed() -> None:
    nested = "<g>" * 37, "</g>" * 37
    chain = [f'<g id="p{part}">{nested[0]}<use href="#p{part + 1}"/>{nested[1]}</g>' for part in range(12)]

    drawing, problems = drawn(f'{"".join(chain)}<g id="p12">{"".join(nested)}</g>')

    assert not problems.any
    assert "p12" in drawing.parts


def test_ids_get_names_of_their_own_on_the_page_but_for_terminals() -> None:
    drawing, _ = drawn('<g id="a"/><g id="terminal-b"/><use href="#a"/><rect fill="url(#a)" stroke="#abc"/>')

    assert 'id="scene-a"' in drawing.svg
    assert 'href="#scene-a"' in drawing.svg
    assert 'fill="url(#scene-a)" stroke="#abc"' in drawing.svg
    assert 'id="terminal-b"' in drawing.svg
    assert drawing.parts == {"a", "terminal-b"}


def test_a_drawing_without_a_view_box_or_with_a_doctype_is_refused() -> None:
    assert drawn("", '<svg xmlns="http://www.w3.org/2000/svg">')[1].any
    assert drawn("", f'<!DOCTYPE svg [<!ENTITY a "b">]>{OPEN}')[1].any


def test_each_language_sees_its_own_words() -> None:
    drawing, _ = drawn('<text lang="en">s<tspan>!</tspan></text><text lang="ru">с</text><rect id="r"/>')

    assert ">с</text>" not in drawing_in_language(drawing.svg, "en")
    assert "tspan" not in drawing_in_language(drawing.svg, "ru")
    assert 'id="scene-r"' in drawing_in_language(drawing.svg, "ru")
