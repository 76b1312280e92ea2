"""What the line shows and answers over HTTP."""
