"""Posted forms turned into the values that the engines take."""
