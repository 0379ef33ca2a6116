"""Logs: a line a record on standard error, as JSON for machines or as plain text; nobody is named in them."""

import json
import logging
import logging.config
import sys
import threading
import time
from collections.abc import Mapping
from functools import lru_cache
from types import TracebackType
from typing import Any, Final

from api.observing.faults import tell_error
from api.observing.request_ids import NUMBER
from api.settings import LogForm

REQUESTS: Final = logging.getLogger("tetrad.requests")
"""A record for each request; its `fields` are written beside the message."""
_OURS: Final = logging.getLogger("tetrad")
_ENCODE: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC), level, event, the request's number, then fields of the record."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "time": _moment(record.created),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        if number := NUMBER.get():
            line["request"] = number
        line |= getattr(record, "fields", {})
        if record.name != REQUESTS.name:
            line["logger"] = record.name
        if told := _error(record):
            line["traceback"] = told
        return _ENCODE(line)


class PlainLines(logging.Formatter):
    """The same for people: the time, the level, the message and the fields, then frames of an error."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and more of them for an error."""
        fields = " ".join(f"{name}={value}" for name, value in getattr(record, "fields", {}).items())
        words = [_moment(record.created), record.levelname, record.getMessage(), fields, NUMBER.get()]
        line = " ".join(word for word in words if word)
        told = _error(record)
        return f"{line}\n{told}" if told else line


_FORMS: Final[dict[LogForm, type[logging.Formatter]]] = {"json": JsonLines, "text": PlainLines}


def log_config(form: LogForm) -> dict[str, Any]:
    """Return what `logging.config` makes these logs from: our own, the server's and everybody else's."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": _FORMS[form]}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "lines",
                "stream": "ext://sys.stderr",
            }
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "tetrad": {"level": "INFO"},
            "_granian": {"level": "INFO"},
            # Each of its lines would repeat an address that the record of the request tells without secrets.
            "granian.access": {"level": "CRITICAL"},
        },
    }


def configure_logs(form: LogForm) -> None:
    """Let everything that this process logs or warns of be written so."""
    logging.config.dictConfig(log_config(form))
    logging.captureWarnings(capture=True)
    sys.excepthook = _log_end
    threading.excepthook = _log_end_of_thread
    sys.unraisablehook = _log_unraisable
    # None of it is written, and asking for it takes longer than writing the line.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False


def log_request(fields: Mapping[str, str | int | float]) -> None:
    """Log a request; nobody asks which line of the program said so, and looking for that takes long."""
    if REQUESTS.isEnabledFor(logging.INFO):
        REQUESTS.handle(
            REQUESTS.makeRecord(
                REQUESTS.name, logging.INFO, "", 0, "request", (), None, extra={"fields": fields}
            )
        )


def _log_end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log what ends the process, which Python would print with its values; but who interrupts it knows."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        _OURS.critical("an error has ended the process", exc_info=error)


def _log_end_of_thread(ended: threading.ExceptHookArgs) -> None:
    if ended.exc_value is not None and not isinstance(ended.exc_value, SystemExit):
        _OURS.critical("an error has ended a thread", exc_info=ended.exc_value)


def _log_unraisable(raised: Any) -> None:  # noqa: ANN401 (a class of the interpreter's own)
    _OURS.error("an error that nobody could be told of", exc_info=raised.exc_value)


def _moment(seconds: float) -> str:
    return f"{_second(int(seconds))}.{int(seconds % 1 * 1000):03}Z"


@lru_cache(maxsize=4)
def _second(seconds: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))


def _error(record: logging.LogRecord) -> str:
    if isinstance(record.exc_info, tuple) and record.exc_info[1] is not None:
        return tell_error(record.exc_info[1])
    return ""
