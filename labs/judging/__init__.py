"""Marks for a lab's report, laid beside the log of its session.

A *report* is what the student hands in; a *cell* one place of its tables; a *trace* is the reading behind it.
May import documents and running.
"""
