"""What a teacher learns from the work of a class: progress and the queue of what needs a person."""
