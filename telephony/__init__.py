"""The phone line: Twilio's wire formats in, our events out. Knows no intents, orders or agents."""
