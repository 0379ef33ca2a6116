"""What checking formulas, equations and sets rests on: how they are read and how they differ."""
