"""Leaving: everything of an installation in documents that another program can read, and in again."""
