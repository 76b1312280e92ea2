"""All checks, in the order in which their results are told."""

from collections.abc import Callable, Mapping

from ivr.config import Settings
from ivr.doctor.auth_token import auth_token
from ivr.doctor.back_office import back_office
from ivr.doctor.data_folder import data_folder
from ivr.doctor.database import database
from ivr.doctor.finding import Finding, problem
from ivr.doctor.flows import flows
from ivr.doctor.limits import limits
from ivr.doctor.own_secrets import own_secrets
from ivr.doctor.public_address import public_address
from ivr.doctor.rasa_environment import rasa_environment
from ivr.doctor.rasa_server import rasa_server
from ivr.doctor.setting_names import setting_names
from ivr.doctor.speech_model import speech_model
from ivr.doctor.text_messages import text_messages
from ivr.doctor.twilio_account import twilio_account, twilio_number
from ivr.doctor.voice import voice

Check = Callable[[Settings], Finding]

CHECKS: Mapping[str, Check] = {
    "settings": setting_names,
    "data_folder": data_folder,
    "auth_token": auth_token,
    "own_secrets": own_secrets,
    "speech_model": speech_model,
    "voice": voice,
    "flows": flows,
    "database": database,
    "back_office": back_office,
    "rasa_environment": rasa_environment,
    "rasa_server": rasa_server,
    "twilio_account": twilio_account,
    "twilio_number": twilio_number,
    "text_messages": text_messages,
    "public_address": public_address,
    "limits": limits,
}


def examine(check: Check, settings: Settings) -> Finding:
    """The finding of a check; one that breaks does not keep the others from being made.

    Of the error its kind alone is told: its words may hold a secret.
    """
    try:
        return check(settings)
    except Exception as error:
        what = f"The check itself failed ({type(error).__name__})."
        return problem(what, "Please report this as a bug.")
