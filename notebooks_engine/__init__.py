"""Notebooks, classes, assignments, attempts, grades. May import library_core, variants and labs."""
