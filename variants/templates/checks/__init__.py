"""Finds without any number what formulas of a task hold, in which order, and whether each fits its place."""
