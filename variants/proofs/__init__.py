"""Proofs of tasks: every variant of a pool is looked at. Words: proof, struck, exhibit, likelihood."""
