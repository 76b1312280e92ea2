"""Text to meaning: intents, entities, spoken numbers and distress."""
