"""Step types, one a file."""
