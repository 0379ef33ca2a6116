"""A statement is compiled once a test process: every test has engines of its own, which would begin anew."""

from functools import partial
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.engine.interfaces import Compiled, Dialect

from library_core.adapters import engines


class _Compiled(dict[Any, Compiled]):
    """What was compiled for one engine serves for every other of the same database and driver."""

    def get(self, key: Any, default: Any = None) -> Any:  # noqa: ANN401 (a part of SQLAlchemy's own)
        return super().get(_of_any_engine(*key), default)

    def __setitem__(self, key: Any, compiled: Compiled) -> None:  # noqa: ANN401
        super().__setitem__(_of_any_engine(*key), compiled)


def _of_any_engine(dialect: Dialect, *statement: object) -> tuple[object, ...]:
    return dialect.name, dialect.driver, *statement


def compile_once() -> None:
    """Let all engines of this process share what they have compiled."""
    shared = partial(create_engine, execution_options={"compiled_cache": _Compiled()})
    setattr(engines, "create_engine", shared)  # noqa: B010 (its own import of the function)
