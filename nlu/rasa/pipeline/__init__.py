"""Graph components of the understanding model; they run in Rasa's environment alone."""
