"""What an operator sees of a running server: logs, metrics, traces, readiness. It knows nobody by name."""
