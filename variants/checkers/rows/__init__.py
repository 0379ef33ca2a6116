"""Keys from JSON rows: what `tetrad check` is told of a key; one file for kinds that are alike."""
