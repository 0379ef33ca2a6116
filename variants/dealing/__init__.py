"""Dealing: which student gets which variant of which task. It knows nothing of pools."""
