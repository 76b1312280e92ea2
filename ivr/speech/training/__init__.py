"""How the bundled speech model comes to hear: voices, spoiled lines, a network, Kaldi's formats."""
