"""What carries out each TwiML verb: one file a verb."""

from collections.abc import Mapping

from telephony.simulator.execution import Verb
from telephony.simulator.verbs import (
    connect,
    gather,
    hangup,
    pause,
    play,
    redirect,
    reject,
    say,
)

VERBS: Mapping[str, Verb] = {
    "Connect": connect.run,
    "Gather": gather.run,
    "Hangup": hangup.run,
    "Pause": pause.run,
    "Play": play.run,
    "Redirect": redirect.run,
    "Reject": reject.run,
    "Say": say.run,
}
