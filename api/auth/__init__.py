"""Passwords, sign-in sessions, throttling and the table of access rules."""
