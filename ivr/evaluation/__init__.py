"""How well the line understands, measured as decisions on utterances it was not trained on."""
