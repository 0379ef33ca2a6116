"""Formulas of substances, ions, reactions and their balance."""
