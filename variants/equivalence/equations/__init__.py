"""Whether two equations have the same solutions."""
