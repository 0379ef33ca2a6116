"""Pages of virtual labs: the bench, its readings, tables and reports, the replay of a session."""
