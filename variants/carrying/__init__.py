"""Errors carried forward: keys computed again from what a student found earlier in the same task."""
