"""Computes the names of a task for all members of a pool at once, and says what they hold for one."""
