"""Files with secrets: each can be read by us and by nobody else, and no secret stands in the environment."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from api.database_settings import PASSWORD_FILE
from api.database_settings import VARIABLE as DATABASE
from api.diagnosing.findings import Finding, Looked, broken, doubtful, refused, well
from api.object_settings import KEYS_FILE
from api.object_settings import VARIABLE as OBJECTS
from api.refused import Refused
from api.secret_file import read_secret
from api.secret_words import read_token
from api.setting_names import NAMES

KEY: Final = "TETRAD_KEY"
_GROUP: Final = 0o070
_EVERYBODY: Final = 0o007


def secret_files(looked: Looked) -> Iterator[Finding]:
    """Look at the rights of every file that holds a secret."""
    named = {name: looked.given.get(name, "") for name in NAMES if name.endswith("_FILE") or name == KEY}
    files = {name: Path(text).expanduser() for name, text in named.items() if text}
    own = looked.settings.data / "secret"
    for name, path in {**files, **({"secret": own} if own.is_file() else {})}.items():
        yield _rights(name, path)


def _rights(name: str, path: Path) -> Finding:
    try:
        mode = path.stat().st_mode
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        return broken(
            name,
            f"{path} can't be read: {error.strerror}. Give it to the user that Tetrad runs as.",
            f"Файл {path} не читается: {error.strerror}. Отдайте его пользователю, от имени которого "
            "работает "
            "Тетрадь.",
        )
    if mode & (_EVERYBODY | _GROUP):
        say = broken if mode & _EVERYBODY else doubtful
        return say(
            name,
            f"Others can read the secret in {path}. Close it: chmod 600 {path}",
            f"Секрет в файле {path} могут прочитать другие. Закройте его: chmod 600 {path}",
        )
    return well(name, f"{path} is ours alone", f"{path}: доступен только нам")


def secret_contents(looked: Looked) -> Iterator[Finding]:
    """Look whether the secret and the token are what they should be."""
    settings = looked.settings
    try:
        if settings.secret_file is not None:
            read_secret(settings.secret_file)
        read_token(settings.metrics_token_file, "TETRAD_METRICS_TOKEN_FILE")
    except Refused as error:
        yield refused("secrets", error.text)
    if settings.database and settings.secret_file is None:
        yield doubtful(
            "secrets",
            "The secret lies in the data folder of this machine, and another node would not start without "
            "it. Before there are more than one, copy it into a file on each, and name that in "
            "TETRAD_SECRET_FILE.",
            "Секрет лежит в папке данных этой машины, а без него второй узел не запустится. Прежде чем "
            "добавлять узлы, скопируйте его в файл на каждом и укажите этот файл в TETRAD_SECRET_FILE.",
        )


def secrets_in_the_environment(looked: Looked) -> Iterator[Finding]:
    """Look whether an address holds a password that could stand in a file."""
    for variable, file in ((OBJECTS, KEYS_FILE), (DATABASE, PASSWORD_FILE)):
        if _has_password(looked.given.get(variable, "")):
            yield doubtful(
                variable,
                f"The address holds a secret, and the environment of a process is easily seen. Write the "
                f"secret into a file and name it in {file}.",
                f"В адресе записан секрет, а окружение процесса легко увидеть. Перенесите секрет в файл и "
                f"укажите его в {file}.",
            )


def _has_password(address: str) -> bool:
    try:
        return bool(urlsplit(address).password)
    except ValueError:
        return False
