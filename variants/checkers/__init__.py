"""Checkers: one kind of answer a file, each comparing an answer with a key and giving a verdict."""
