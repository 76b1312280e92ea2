"""The database: one table a file, queries beside them.

What the rest of the application uses:

- `database.Database(address)` with `reading()` and `writing()`, context managers that give a
  session; they raise `failures.DatabaseLocked`, `DatabaseReadOnly` or `DatabaseAway`, all of them
  `failures.DatabaseFailure`.
- `recorder.EventRecorder(database, spill)` with `begin_call`, `append`, `keep_state` and `promise`:
  stores what happens in calls in a thread of its own, never raises, never waits, loses nothing
  while the database is away; `flush` comes before reading back what the same process recorded.
- `migrate.upgrade(address)`, `migrate.check_schema(address)`, `backup.backup(address, target)`.
- one module a table (`calls`, `call_events`, `stream_tokens`, `webhook_receipts`, `callbacks`,
  `action_receipts`, `customers`, `orders`, …), whose queries take a session first.
"""
