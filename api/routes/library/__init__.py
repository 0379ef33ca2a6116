"""Pages of the catalogue and of publishers: editions, uploads, packages, reviews, narration."""
