"""Rosters: a class as a table of names, read from a file or a paste, planned before anything changes."""
