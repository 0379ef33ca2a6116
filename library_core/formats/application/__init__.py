"""Applications: an HTML5 package that runs in a sandboxed frame, described by its `application.yaml`."""
