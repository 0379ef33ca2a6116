"""Who is let in when everybody comes at once, who waits and for how long, and what the others are told."""
