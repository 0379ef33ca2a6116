"""Appeals: a student thinks a verdict is wrong; what a teacher accepts counts for everyone it fits."""
