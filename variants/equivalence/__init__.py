"""Whether two formulas are the same: probed at points, compared exactly, proved, or left undecided."""
