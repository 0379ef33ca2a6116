"""How Tetrad is installed: units, a proxy, containers, and the same layout as plain processes (`local`)."""
