"""HTTP pages and JSON, command line, bootstrap and settings. May import everything."""
