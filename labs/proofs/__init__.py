"""Proofs of labs: check values hold, honest students pass, copiers fail; else a lab may not be published.

May import documents, running, judging, simulating and supplying.
"""
