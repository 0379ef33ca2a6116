"""Adapters of the engine's ports; named by api.bootstrap and tests alone."""
