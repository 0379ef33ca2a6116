"""Faults: a lesson is played while its processes are killed and its disks, clocks and networks fail.

Afterwards everything that was acknowledged has to be there, once, and no page may have said anything untrue.
"""
