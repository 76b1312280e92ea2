"""The language side of the bundled speech model: its words, how they sound, what follows what."""
