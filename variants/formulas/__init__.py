"""The formulas that authors write in documents: read to trees, written back, differentiated."""
