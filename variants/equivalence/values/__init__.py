"""The kinds of numbers in which formulas have values: real and complex balls, each a table of operations."""
