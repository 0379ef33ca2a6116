"""The task document: read, located, dimension-checked, evaluated for all variants at once."""
