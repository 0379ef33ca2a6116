"""Erasing a student everywhere, so that no row, object or page knows them."""
