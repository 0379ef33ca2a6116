"""Reads what a student hands in and how it is tried out: tables, plots, results, rubric, protocol."""
