"""The processes of a line on one machine: started together, ended together."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from ivr.config import Settings
from ivr.errors import LineNotReady
from ivr.processes import programs
from ivr.processes.child import Child

Say = Callable[[str], None]


class LineProcesses:
    """Web process and Rasa, or one of them; each is started again when it ends by itself."""

    def __init__(self, settings: Settings, *, web: bool, rasa: bool) -> None:
        """Prepare the processes; none is started yet.

        Args:
            settings: with the token that both get.
            web: whether the web process is one of them.
            rasa: whether a Rasa server is one of them.
        """
        token = {"WARMLINE_RASA_TOKEN": settings.rasa_token.get_secret_value()}
        environment = {**os.environ, **token}
        self._web = Child(programs.web(settings, environment)) if web else None
        self._rasa = Child(programs.understanding(settings, environment)) if rasa else None

    def start(self, say: Say) -> None:
        """Start them, and return when the web process answers; of Rasa is told when it does.

        Raises:
            LineNotReady: the web process does not come up.
        """
        for child in self._children:
            child.start()
        if self._rasa:
            threading.Thread(target=self._tell_of_rasa, args=(say,), daemon=True).start()
        if self._web:
            self._web.wait_until_ready()

    def stop(self) -> None:
        """End them, at the same time."""
        with ThreadPoolExecutor() as pool:
            list(pool.map(Child.stop, self._children))

    @property
    def _children(self) -> list[Child]:
        return [child for child in (self._web, self._rasa) if child]

    def _tell_of_rasa(self, say: Say) -> None:
        if self._rasa is None:
            return
        try:
            self._rasa.wait_until_ready()
        except LineNotReady:
            say("Rasa did not start; see above. It is tried again; keywords understand meanwhile.")
            return
        say("Rasa is ready.")
