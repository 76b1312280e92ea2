"""A telephone in the browser, at `/phone`: call the line with one's own voice and keypad."""
