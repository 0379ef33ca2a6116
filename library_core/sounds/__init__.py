"""Sounds of speech: samples → Opus, and Opus files laid end to end without decoding them."""
