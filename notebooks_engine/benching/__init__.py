"""Benches of labs: opening one's own, setting and measuring at it, and having its report judged."""
