"""A call's conversation in the terminal, while it goes on."""

from typing import Any

from rich.console import Console
from rich.markup import escape

from ivr.calls.notes import in_words
from ivr.rehearsal.call_record import CallRecord
from telephony.simulator import CallResult


class LiveTranscript:
    """Prints what is new of one call's record."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._shown = 0
        self._prompts: dict[str, Any] = {}

    def show(self, record: CallRecord) -> None:
        """Print the events that came since the last time."""
        for event in record.events[self._shown :]:
            line = self._line(event.kind, event.body)
            if line:
                self._console.print(line)
        self._shown = len(record.events)

    def show_text(self, body: str) -> None:
        """Print a text message that reached a phone."""
        self._console.print(f"  [bold magenta]text[/]    {escape(body)}")

    def show_whisper(self, address: str, text: str) -> None:
        """Print what an agent heard on the telephone."""
        self._console.print(f"  [bold blue]whisper[/] to {address}: {escape(text)}")

    def show_meeting(self, result: CallResult) -> None:
        """Print how long caller and agent heard each other in the conference."""
        agent_s = max(agent.others_heard_ms for agent in result.agents) / 1000
        caller_s = result.others_heard_ms / 1000
        self._console.print(
            f"  [bold blue]talk[/]    the caller heard the agent for {caller_s:.1f} s, "
            f"the agent heard the caller for {agent_s:.1f} s"
        )

    def _line(self, kind: str, body: Any) -> str | None:
        match kind:
            case "prompt_started":
                self._prompts[body["prompt_id"]] = body
                return None
            case "prompt_heard":
                return self._said(body)
            case "caller_spoke":
                return f"  [bold cyan]caller[/]  {escape(body['text'])}"
            case "caller_keyed":
                return f"  [bold cyan]keypad[/]  {body['digits']} #"
            case "understood":
                meaning = body["understanding"]
                return f"          [dim]{meaning['intent']} {meaning['confidence']:.2f}[/]"
            case "decided" if body["decision"]["action"] == "transfer":
                return f"          [dim]to a person: {escape(body['decision']['reason'])}[/]"
            case "caller_rated":
                return f"          [dim]rated the call {body['score']} of 5[/]"
            case "fault_happened":
                return f"  [yellow]fault[/]   {escape(body['what'])}"
            case "call_ended":
                return f"  [dim]ended: {body['outcome']}[/]"
        return _of_transfer(kind, body)

    def _said(self, body: Any) -> str:
        started = self._prompts.get(body["prompt_id"], {})
        took_ms = started.get("voice_to_voice_ms")
        answered = f" [dim]({took_ms / 1000:.2f} s after the caller)[/]" if took_ms else ""
        text = escape(body["heard_text"])
        cut = "" if body["complete"] else " [dim italic]… interrupted[/]"
        return f"  [bold green]line[/]    {text}{cut}{answered}"


def _of_transfer(kind: str, body: Any) -> str | None:
    match kind:
        case "transfer_moved":
            return f"          [dim]transfer: {in_words(body['state'])}[/]"
        case "agent_tried":
            outcome = in_words(body["outcome"])
            return f"  [bold blue]agent[/]   {escape(body['agent'])}: {outcome}"
    return None
