"""Numbers, units, dimensions and significant figures."""
