"""What a teacher does: runs classes, assigns notebooks, puts marks, reads the gradebook."""
