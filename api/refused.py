"""What a command can't go on with, told in words that say what to do; commands end with them alone."""

from variants.texts import Text


class Refused(Exception):
    """A setting, file or folder can't be used; the message is for whoever started the program."""

    def __init__(self, en: str, ru: str) -> None:
        super().__init__(en)
        self.text = Text(en=en, ru=ru)
