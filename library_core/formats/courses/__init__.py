"""Courses: ordered lists of works, each pinned to the edition that it was when the course was released."""
