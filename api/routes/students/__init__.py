"""Pages of a student's notebooks and practice: tasks, drafts, answers, appeals."""
