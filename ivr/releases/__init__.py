"""Releases of the flows: drafts, and the versions made of them."""
