"""Lesson scenarios: Markdown with a head and steps → what a teacher and the students do, minute by minute."""
