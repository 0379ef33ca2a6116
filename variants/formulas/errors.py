"""A formula of a document that can't be read or makes no sense, with the place inside it."""

from variants.texts import Text


class FormulaRefused(Exception):
    """Says what is wrong and at which offset of the formula."""

    def __init__(self, message: Text, position: int = 0) -> None:
        self.message = message
        self.position = position
        super().__init__(message.en)
