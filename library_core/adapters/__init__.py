"""Adapters of the library's ports; named by api.bootstrap and tests alone."""
