"""Warm transfer: a persisted state machine from the wish for a person to the talk with one."""
