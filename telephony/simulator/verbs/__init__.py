"""What carries out each TwiML verb: one file a verb."""

from collections.abc import Mapping

from telephony.simulator.execution import Verb
from telephony.simulator.verbs import (
    connect,
    dial,
    gather,
    hangup,
    pause,
    play,
    record,
    redirect,
    reject,
    say,
    start,
    stop,
)

VERBS: Mapping[str, Verb] = {
    "Connect": connect.run,
    "Dial": dial.run,
    "Gather": gather.run,
    "Hangup": hangup.run,
    "Pause": pause.run,
    "Play": play.run,
    "Record": record.run,
    "Redirect": redirect.run,
    "Reject": reject.run,
    "Say": say.run,
    "Start": start.run,
    "Stop": stop.run,
}
