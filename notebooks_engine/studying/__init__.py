"""What a student does: opens the work, saves drafts, hands answers in, practises."""
