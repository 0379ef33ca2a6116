"""Finding editions: records, queries and the index port. May import library_core."""
