"""Simulated students: honest ones, who follow a lab's own protocol, and those who copy a classmate's results.

They take readings and are judged as real students are. May import documents, running, judging and supplying.
"""
