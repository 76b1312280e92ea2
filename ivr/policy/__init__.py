"""What the policy makes of an utterance."""
