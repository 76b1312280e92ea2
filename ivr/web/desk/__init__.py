"""The desk: where agents see who is on the line and what they need."""
