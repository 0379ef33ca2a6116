"""A model that has no value: where its document goes wrong, and why."""

from variants.texts import Text


class ModelFailed(ValueError):
    """The model can't be followed: too stiff, divergent, short-circuited; says why, and by which line."""

    def __init__(self, message: Text, line: int = 0, column: int = 0) -> None:
        self.message = message
        self.line = line
        self.column = column
        super().__init__(message.en)
