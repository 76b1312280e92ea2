"""How well a speech model hears: sounds, what was said in them, and what is made of them."""
