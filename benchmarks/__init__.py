"""Speed, measured and printed, never asserted: each file is one benchmark that yields its figures.

A benchmark is a module with `run(sizes)`; `python -m benchmarks` runs all of them, or those named.
"""
