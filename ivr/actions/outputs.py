"""What actions give back, held against the shapes they declare."""

from typing import Any

from pydantic import ValidationError

from ivr.actions.action import Action, Done


class WrongOutput(Exception):
    """An action gave something it does not declare."""


def checked(action: Action[Any], done: Done) -> Done:
    """The end of an act, with values of the declared types alone.

    Raises:
        WrongOutput: the outcome is none of the action's, or a value has the wrong type; the message
            names the place, never the value.
    """
    if done.outcome not in action.outcomes:
        raise WrongOutput(f"{action.name} has no outcome {done.outcome}")
    shape = action.gives.get(done.outcome)
    if shape is None:
        if done.values:
            raise WrongOutput(f"{action.name} gives nothing where it comes to {done.outcome}")
        return done
    try:
        shape.model_validate(dict(done.values))
    except ValidationError as error:
        where = ", ".join(".".join(map(str, e["loc"])) for e in error.errors())
        raise WrongOutput(f"{action.name} gave something of the wrong type: {where}") from None
    return done
