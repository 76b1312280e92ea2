"""Editing documents of the line: pure, from text to text."""
