"""Pages of textbooks: reading, notes, places, search inside a book."""
