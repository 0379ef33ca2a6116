"""Backups: one file that holds every row, every object and the secret, whichever engines they are kept in."""
