"""Three nodes of Tetrad on this machine as plain processes: for tests, and to try what the docs say."""
