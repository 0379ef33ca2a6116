"""The catalogue of findings in parts: one module a family of identifiers."""
