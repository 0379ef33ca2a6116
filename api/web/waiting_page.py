"""What is told to whom there is no place for: the same bytes for everybody, made before anybody comes.

A page comes back by itself, after seconds that differ from one browser to the next; a script is told when to
ask again. `deploy/waiting.html` has the same words for the proxy, which says them where no node can.
"""

import json
from functools import cache
from importlib import resources
from string import Template
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import Response

from api.web.static_files import static_address

LOOKING_RU: Final = (
    "Сервер занят. Через несколько секунд страница сама попробует ещё раз. "
    "Всё, о чём было сказано «сохранено», сохранено."
)
LOOKING_EN: Final = (
    "The server is busy. This page tries again by itself in a few seconds. "
    "What was said to be saved is saved."
)
_SENT_RU: Final = (
    "Сервер занят, и то, что вы отправили, ещё не сделано. Подождите несколько секунд, обновите страницу и "
    "разрешите браузеру отправить всё ещё раз: дважды это не засчитается."
)
_SENT_EN: Final = (
    "The server is busy, and what you sent has not been done yet. Wait a few seconds, load this page anew, "
    "and let the browser send it once more: it won't count twice."
)
_ERROR: Final = json.dumps(
    {
        "error": "Сервер занят: это ещё не сделано, повторите через несколько секунд. "
        "— The server is busy: this has not been done yet, try again in a few seconds."
    },
    ensure_ascii=False,
).encode()


@cache
def waiting_page(*, looking: bool) -> bytes:
    """Return the page for who came to look, or for who sent a form."""
    page = Template((resources.files("api") / "web" / "waiting.html").read_text("utf-8"))
    style = f'<link rel="stylesheet" href="{static_address("tetrad.css")}">'
    russian, english = (LOOKING_RU, LOOKING_EN) if looking else (_SENT_RU, _SENT_EN)
    return page.substitute(style=style, russian=russian, english=english).encode()


def answer_overload(method: str, headers: Headers, seconds: int) -> Response:
    """Answer a request that there is no place for; nothing is looked up and nothing rendered."""
    always = {"Retry-After": str(seconds)}
    if _is_script(headers):
        return Response(_ERROR, status_code=503, headers=always, media_type="application/json")
    looking = method in {"GET", "HEAD"}
    if looking:
        always["Refresh"] = str(seconds)
    return Response(waiting_page(looking=looking), status_code=503, headers=always, media_type="text/html")


def _is_script(headers: Headers) -> bool:
    return (
        headers.get("sec-fetch-dest") == "empty"
        or "hx-request" in headers
        or "application/json" in headers.get("accept", "")
    )
