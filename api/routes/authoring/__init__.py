"""Pages on which a task is written: the steps of its form, its YAML, preview and publishing."""
