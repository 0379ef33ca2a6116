"""Regrading: a corrected key, or a newer checker, for work that is dealt and handed in; nothing is lost."""
