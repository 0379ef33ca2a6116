"""What checking words rests on: key terms in any form, and options read back in words."""
