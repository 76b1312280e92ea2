"""The processes a line is made of, and how they are started, watched and ended."""
