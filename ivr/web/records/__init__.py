"""Call records: the list of calls, one call as a conversation, and the same as JSON."""
