"""The speakers of the training: one engine a file, and the table of their voices."""
