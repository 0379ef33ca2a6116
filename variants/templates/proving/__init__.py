"""Tries to break a task: mistakes that come near its key, changed lines that nothing notices."""
