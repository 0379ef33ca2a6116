"""Pages of lessons, courses and their scenarios."""
