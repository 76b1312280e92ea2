"""A stand-in for Twilio on this machine: a telephone network with one account on it.

It serves Twilio's REST API, sends signed webhooks, carries out TwiML, opens media streams, mixes
conferences and has phones: scripted ones, and one in a browser at `/phone`. Nothing it does leaves
the machine. Audio time drives all of it, so a call gives the same result at any speed.

From a program that is not asynchronous:

    settings = SimulatorSettings(
        account_sid="AC…", auth_token="…",
        public_origin="https://line.example",    # what the application believes it is
        reachable_at="http://127.0.0.1:5000",    # where it really listens
        numbers={"+15005550100": NumberSettings("https://line.example/voice/incoming")},
        speed=1.0,
    )
    with SimulatorThread(settings, prompt_text) as simulator:
        simulator.address                        # base address of REST, for the twilio SDK
        result = simulator.place_call(read(Path("call.yaml")))      # waits for the end of the call
        future = simulator.submit(parse(text))   # several at once; future.result() is a CallResult

`prompt_text(call_sid)` gives the prompts the application sent on a call so far, as pairs of mark
name and words; `hear` waits for the mark behind the words. Without it a mark's name stands for the
words before it. `cause(name)`, another argument, makes the faults happen that a script asks for.
On an event loop `async with Simulator(settings, prompt_text)` does the same.

A `CallResult` has call_sid, status, duration_s, turns (each with kind, said, speech_end,
first_audio, voice_to_voice_ms, heard), prompts, agents, notices (Twilio's error codes), error (why
the script could not be played to its end), texts (messages sent to the caller) and the audio of
both sides (`save_audio(path)`). Sections of a script that are the application's (`expect`,
`setup`) are in `Script.rest`.

As a process: `python -m telephony.simulator --help`.
"""

from telephony.simulator.faults import NetworkFaults
from telephony.simulator.heard import PromptText
from telephony.simulator.network import NumberUnknown
from telephony.simulator.notices import Notice
from telephony.simulator.result import AgentResult, CallResult, HeardPrompt, Moment, TurnResult
from telephony.simulator.script import Agent, Caller, Script, ScriptRefused, parse, read
from telephony.simulator.settings import NumberSettings, SimulatorSettings
from telephony.simulator.simulator import Simulator
from telephony.simulator.sounds import TurnFailed
from telephony.simulator.thread import SimulatorThread

__all__ = [
    "Agent",
    "AgentResult",
    "CallResult",
    "Caller",
    "HeardPrompt",
    "Moment",
    "NetworkFaults",
    "Notice",
    "NumberSettings",
    "NumberUnknown",
    "PromptText",
    "Script",
    "ScriptRefused",
    "Simulator",
    "SimulatorSettings",
    "SimulatorThread",
    "TurnFailed",
    "TurnResult",
    "parse",
    "read",
]
