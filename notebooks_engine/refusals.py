"""Why the engine says no, in words for the person who asked; nothing has changed when it does."""

from variants.texts import Text


class Refused(Exception):
    """The request can't be fulfilled; `message` says why in both languages."""

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(message.in_language("en"))


class Missing(Refused):
    """There is no such thing, or it is not this person's to see; the two are not told apart."""


class NotNow(Refused):
    """It can't be done in the present state: closed, spent, begun, too late."""


class BadEntry(Refused):
    """What was entered can't be used; the person can mend it."""


def missing_class() -> Missing:
    """Return the refusal for a class that isn't this teacher's."""
    return Missing(Text(en="There is no such class.", ru="Такого класса нет."))


def missing_assignment() -> Missing:
    """Return the refusal for an assignment that isn't this person's."""
    return Missing(Text(en="There is no such assignment.", ru="Такого задания нет."))


def missing_work() -> Missing:
    """Return the refusal for an attempt or slot that isn't this person's."""
    return Missing(Text(en="There is no such work.", ru="Такой работы нет."))
