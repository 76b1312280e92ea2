"""Drafts tried before they are released: conversations in text, and tests made of them."""
