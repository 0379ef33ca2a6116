"""From what a task asks and one member of its pool: what the student sees of it, and the secret key."""
