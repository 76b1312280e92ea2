"""One live call: its session, its turns and its events."""
