"""Signing in to the pages by name and password."""
