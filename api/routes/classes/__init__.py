"""Pages of a teacher's classes: assignments, work seen live, marks, regrades, appeals, copies."""
