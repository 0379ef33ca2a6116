"""What a command can't go on with, told in words that say what to do; commands end with them alone."""


class Refused(Exception):
    """A setting, file or folder can't be used; the message is for whoever started the program."""
