"""Formats: how packages that publishers send become what the library keeps. All that is read is hostile."""
