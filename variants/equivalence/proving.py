"""Ask SymPy whether formulas are equal, in a process of its own that is killed at its limit.

SymPy takes a second to load, so a server process loads it once, when it is first needed, and forks a worker
for every question. It ends with this process.
"""

import atexit
import json
import os
import queue
import subprocess
import sys
import threading
import time
from typing import Any, Final

from variants.equivalence.deadlines import deadline
from variants.grammar.trees import Call, Constant, Negation, Number, Operation, Symbol, Tree, chain

MEMORY: Final = 512 * 1024 * 1024
_GRACE: Final = 0.1
_LEAST: Final = 0.3
_SERVERS: Final = 2
_ANSWERS: Final = {"equal": True, "different": False}


class _Server:
    """A process that has loaded SymPy and answers one question at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "variants.equivalence.symbolic"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def ask(self, question: str, seconds: float) -> str:
        """Return the answer, empty if there is none within the limit; the server is dead then."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        limit = threading.Timer(seconds + _GRACE, self._process.kill)
        limit.start()
        try:
            self._process.stdin.write(question + "\n")
            self._process.stdin.flush()
            return self._process.stdout.readline().strip()
        except OSError:
            return ""
        finally:
            limit.cancel()

    def stop(self) -> None:
        """End the process and what it holds open."""
        self._process.kill()
        with self._process:
            self._process.wait()


class _Pool:
    """The servers that wait for the questions of this process, not of one that was forked from it."""

    def __init__(self) -> None:
        self._owner = os.getpid()
        self._places = threading.BoundedSemaphore(_SERVERS)
        self._idle: queue.SimpleQueue[_Server] = queue.SimpleQueue()

    def ask(self, question: str, until: float) -> str:
        """Return the answer of a free server, empty if there is none in time.

        A server that gets free too late is not asked: to be killed halfway would cost the next question.
        """
        if not self._places.acquire(timeout=max(until - _LEAST - time.monotonic(), 0)):
            return ""
        try:
            seconds = until - time.monotonic()
            if seconds < _LEAST:
                return ""
            server = self._taken()
            answer = server.ask(question, seconds)
            if answer:
                self._idle.put(server)
            else:
                server.stop()
            return answer
        finally:
            self._places.release()

    def _taken(self) -> _Server:
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            return _Server()

    def stop(self) -> None:
        """End the servers that wait."""
        while self._owner == os.getpid() and not self._idle.empty():
            self._idle.get_nowait().stop()


def prove_equal(*pairs: tuple[Tree, Tree]) -> bool | None:
    """Return True if SymPy finds one of the pairs equal in time, False if none, None if it can't."""
    until = deadline()
    if until - time.monotonic() < _LEAST:
        return None
    trees = [[tree_to_json(left), tree_to_json(right)] for left, right in pairs]
    return _ANSWERS.get(_pool().ask(json.dumps({"until": until, "pairs": trees}), until))


_POOLS: Final[dict[int, _Pool]] = {}
_MAKING: Final = threading.Lock()


def _pool() -> _Pool:
    with _MAKING:
        known = _POOLS.get(os.getpid())
        if known is None:
            known = _POOLS[os.getpid()] = _Pool()
            atexit.register(known.stop)
        return known


def tree_to_json(tree: Tree) -> list[Any]:
    """Return a tree as nested lists."""
    match tree:
        case Number(value):
            return ["number", value.numerator, value.denominator]
        case Symbol(name):
            return ["symbol", name]
        case Constant(name):
            return ["constant", name]
        case Negation(inner):
            return ["call", "neg", tree_to_json(inner)]
        case Operation():
            first, terms = chain(tree)
            return ["chain", tree_to_json(first), [[sign, tree_to_json(term)] for sign, term in terms]]
        case Call(function, arguments):
            return ["call", function, *(tree_to_json(argument) for argument in arguments)]
