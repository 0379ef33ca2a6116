"""Demands on how a formula is written: decided on its tree alone, whatever its value. Imports the grammar."""
