"""What can go wrong with Rasa's environment."""


class EnvironmentUnusable(RuntimeError):
    """Rasa's environment cannot be made, trained or served; the message says what to do."""
