"""Checks that need several documents at once: references, fallbacks, overlays, order of reading."""
