"""Flow definitions and the pure engine that runs them: no Flask, database, clock or Twilio."""
