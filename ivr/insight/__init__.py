"""Figures over many calls."""
