"""A conference: participants who hear one another.

Source: https://www.twilio.com/docs/voice/twiml/conference
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from telephony.simulator import tones
from telephony.simulator.conference_reports import ConferenceReports
from telephony.simulator.mixer import mix
from telephony.simulator.playout import SILENT_FRAME
from telephony.simulator.seat import Entry, Seat
from telephony.simulator.sids import new_sid
from telephony.simulator.sources import PlayedAgain, Source

if TYPE_CHECKING:
    from telephony.simulator.leg import Leg

Status = Literal["init", "in-progress", "completed"]
FULL = 13226
"""Twilio's code for a conference that lets nobody else in."""
LABEL_TAKEN = 16025
"""Twilio's code for a label that another participant has."""
EndReason = Literal[
    "conference-ended-via-api",
    "participant-with-end-conference-on-exit-left",
    "participant-with-end-conference-on-exit-kicked",
    "last-participant-kicked",
    "last-participant-left",
]


class JoinRefused(Exception):
    """A participant who cannot enter; `code` is Twilio's.

    13240 the call to coach is not in the conference; 13226 the conference is full; 16025 another
    participant has that label.
    """

    def __init__(self, code: int, what: str) -> None:
        super().__init__(what)
        self.code = code


class Conference:
    """One conference, from the first participant to its end."""

    def __init__(self, name: str, reports: ConferenceReports, ended: Callable[[], None]) -> None:
        """Make a conference without participants.

        Args:
            name: the friendly name.
            reports: who is told of its events; takes the first participant's callback.
            ended: called once, at its end.
        """
        self.sid = new_sid("CF")
        self.name = name
        self.status: Status = "init"
        self.created_at = self.updated_at = datetime.now(UTC)
        self.reason_ended: EndReason | None = None
        self.ended_by: str | None = None
        self.reports = reports
        self.seats: dict[str, Seat] = {}
        """Participants by the SID of their call, in the order they came."""
        self._ended = ended
        self._before_start: dict[str, Callable[[], None]] = {}

    def join(self, leg: "Leg", entry: Entry) -> Seat:
        """Let a call in.

        Raises:
            JoinRefused: see its codes.
        """
        if len(self.seats) >= entry.most:
            raise JoinRefused(FULL, f"the conference {self.name} is full")
        if entry.label and any(seat.entry.label == entry.label for seat in self.seats.values()):
            raise JoinRefused(LABEL_TAKEN, f"another participant has the label {entry.label}")
        if entry.coach and entry.coach not in self.seats:
            raise JoinRefused(13240, f"{entry.coach} is not in the conference")
        seat = Seat(leg, entry)
        self.seats[leg.sid] = seat
        self._touch("join", "participant-join", seat)
        if entry.beep_on_enter:
            self._beep(seat)
        if self.status == "init":
            self._start_if_ready()
        return seat

    def wait(self, seat: Seat, music: Source, stop: Callable[[], None]) -> None:
        """Have music played to a participant until the conference starts; `stop` is called then."""
        if self.status == "init" and not seat.left.is_set():
            seat.wait = music
            self._before_start[seat.leg.sid] = stop
        else:
            stop()

    def leave(self, seat: Seat, why: str) -> None:
        """Let a participant go, if they are still there.

        Args:
            seat: theirs.
            why: participant_hung_up or participant_updated_via_api.
        """
        if self.seats.get(seat.leg.sid) is not seat:
            return
        self._part(seat, why)
        kicked = why == "participant_updated_via_api"
        if seat.end_on_exit:
            end: EndReason = (
                "participant-with-end-conference-on-exit-kicked"
                if kicked
                else "participant-with-end-conference-on-exit-left"
            )
            self.end(end, seat.leg.sid)
        elif not self.seats:
            self.end("last-participant-kicked" if kicked else "last-participant-left", seat.leg.sid)
        elif seat.entry.beep_on_exit:
            self._beep(seat)

    def end(self, reason: EndReason, by: str | None = None) -> None:
        """End the conference for all who are in it."""
        if self.status == "completed":
            return
        self.status = "completed"
        self.reason_ended, self.ended_by = reason, by
        for seat in tuple(self.seats.values()):
            self._part(seat, "conference_ended")
        self.updated_at = datetime.now(UTC)
        told = {"ReasonConferenceEnded": reason, **({"CallSidEndingConference": by} if by else {})}
        self.reports.send("end", "conference-end", told)
        self._ended()

    def mute(self, seat: Seat, muted: bool) -> None:
        """Have the others not hear a participant, or hear them again."""
        if seat.muted != muted:
            seat.muted = muted
            self._touch("mute", "participant-mute" if muted else "participant-unmute", seat)

    def hold(self, seat: Seat, music: Source | None) -> None:
        """Put a participant on hold with that music, or take them back with None."""
        changes = (seat.hold is None) != (music is None)
        seat.hold = music
        if changes:
            self._touch("hold", "participant-hold" if music else "participant-unhold", seat)

    def coach(self, seat: Seat, call_sid: str | None) -> None:
        """Have a participant heard by one call alone, or by all.

        Raises:
            JoinRefused: 13240.
        """
        if call_sid and call_sid not in self.seats:
            raise JoinRefused(13240, f"{call_sid} is not in the conference")
        if seat.coach != call_sid:
            seat.coach = call_sid
            self._touch("modify", "participant-modify", seat)

    def frame(self) -> None:
        """Mix what all said in this frame."""
        if self.status != "in-progress":
            return
        seats = tuple(self.seats.values())
        for seat in seats:
            heard = [other.spoken for other in seats if other.is_heard_by(seat)]
            announced, _ = seat.announced.frame()
            seat.mixed = mix([*heard, announced])
        for seat in seats:
            seat.spoken = SILENT_FRAME

    def find(self, call_sid_or_label: str) -> Seat | None:
        """A participant by the SID of their call or by label."""
        for seat in self.seats.values():
            if call_sid_or_label in (seat.leg.sid, seat.entry.label):
                return seat
        return None

    def _start_if_ready(self) -> None:
        starters = any(seat.entry.start_on_enter for seat in self.seats.values())
        if len(self.seats) < 2 or not starters:
            return
        self.status = "in-progress"
        self.updated_at = datetime.now(UTC)
        self.reports.send("start", "conference-start", {})
        for seat in self.seats.values():
            seat.wait = None
        for stop in self._before_start.values():
            stop()
        self._before_start.clear()

    def _part(self, seat: Seat, why: str) -> None:
        del self.seats[seat.leg.sid]
        stop = self._before_start.pop(seat.leg.sid, None)
        if stop is not None:
            stop()
        seat.wait = seat.hold = None
        seat.mixed = SILENT_FRAME
        seat.left.set()
        told = {"ParticipantCallStatus": seat.leg.status, "ReasonParticipantLeft": why}
        self._touch("leave", "participant-leave", seat, told)

    def _touch(
        self, group: str, event: str, seat: Seat, more: dict[str, str] | None = None
    ) -> None:
        self.updated_at = datetime.now(UTC)
        self.reports.send(group, event, {**_of_seat(seat), **(more or {})})

    def _beep(self, seat: Seat) -> None:
        for other in self.seats.values():
            if other is not seat:
                other.announced.add(tones.beep())


def music() -> Source:
    """What plays where nothing else is asked for."""
    return PlayedAgain(tones.hold_music())


def _of_seat(seat: Seat) -> dict[str, str]:
    found = {
        "CallSid": seat.leg.sid,
        "Muted": _flag(seat.muted),
        "Hold": _flag(seat.hold is not None),
        "Coaching": _flag(seat.coach is not None),
        "EndConferenceOnExit": _flag(seat.end_on_exit),
        "StartConferenceOnEnter": _flag(seat.entry.start_on_enter),
    }
    if seat.coach:
        found["CallSidToCoach"] = seat.coach
    if seat.entry.label:
        found["ParticipantLabel"] = seat.entry.label
    return found


def _flag(value: bool) -> str:
    return "true" if value else "false"
