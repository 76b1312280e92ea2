"""The database: one table a file, queries beside them.

What the rest of the application uses:

- `database.Database(url)` with `reading()` and `writing()`, context managers that give a session;
  they raise `failures.DatabaseLocked`, `DatabaseReadOnly` or `DatabaseAway`, all of them
  `failures.DatabaseFailure`.
- `recorder.EventRecorder(database, spill, redactor)` with `append(call_sid, event, audio_ms)`:
  stores call events, never raises, loses nothing while the database is away.
- `migrate.upgrade(url)`, `migrate.current(url)`, `migrate.head()`, `migrate.check_schema(url)`.
- one module a table (`calls`, `call_events`, `stream_tokens`, `webhook_receipts`, `callbacks`,
  `action_receipts`, `customers`, `orders`, …), whose queries take a session first.
"""
