"""What checking a drawing rests on: its parts, their nearness to the key, and words for them."""
