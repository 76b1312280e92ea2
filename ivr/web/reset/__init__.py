"""The page behind a link to a new password."""
