"""A lab whose scene is a page of its own: what may lie beside it, and what its document says then."""

from lab_folders import problems_of, read, shipped

BEFORE = "  file: scene.svg\n"
PAGE = "  page: bench/index.html\n  width: 800\n  height: 500\n"
INSIDE = ("bench/index.html", "bench/bench.js", "pictures/block.png")


def packaged(page: str = PAGE) -> dict[str, bytes]:
    """Return the friction lab with a page in place of its drawing."""
    files = {
        name: content for name, content in shipped("friction-on-an-incline").items() if name != "scene.svg"
    }
    document = files["lab.yaml"].decode()
    head, scene = document.split("\nscene:\n")
    kept = scene[scene.index("  shows:") : scene.index("  runs:")] + scene[scene.index("  description:") :]
    files["lab.yaml"] = f"{head}\nscene:\n{page}{kept}".encode()
    return {**files, **dict.fromkeys(INSIDE, b"")}


def said(files: dict[str, bytes]) -> list[str]:
    return [problem.in_language("en") for problem in problems_of(files)]


def test_a_page_stands_in_place_of_the_drawing() -> None:
    scene = read(packaged()).scene

    assert (scene.page, scene.size, scene.svg) == ("bench/index.html", (800, 500), "")
    assert set(scene.shows) == {"go", "lasting"}


def test_a_page_that_is_not_there_is_named() -> None:
    files = packaged("  page: bench/indx.html\n")

    (problem,) = said(files)

    assert "the page bench/indx.html is missing" in problem
    assert "lab.yaml" in problem


def test_a_page_is_html() -> None:
    (problem,) = said(packaged("  page: lab.yaml\n"))

    assert "a page is an .html file" in problem


def test_a_page_and_a_drawing_are_too_much() -> None:
    (problem,) = said({**packaged(), "scene.svg": b"<svg/>"})

    assert "not both" in problem


def test_words_that_no_page_of_a_lab_has_are_refused_beside_a_page_too() -> None:
    (problem,) = said({**packaged(), "theroy.en.md": b"x"})

    assert "a lab has no file theroy.en.md" in problem


def test_nothing_moves_parts_of_a_page() -> None:
    (problem,) = said(packaged(PAGE + "  bind: []\n"))

    assert "`bind`" in problem
