"""Numerics of lab models: formulas as closures, roots, motions with events, circuits. Pure numbers."""
