"""`python -m ivr.processes.web` runs the web process: the Flask application under gunicorn.

gunicorn's master starts a worker anew when it ends; a call that lost its worker comes back
through `/voice/after-stream` and goes on from the database. All modules are imported in the master,
before it forks: that is most of the work of a start, and the network waits 15 s for an answer.
"""

import atexit
from functools import partial
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.errors import AppImportError
from gunicorn.workers.base import Worker

from ivr.app import create_app
from ivr.config import Settings, read_settings
from ivr.errors import LineNotReady
from ivr.logs import set_up_logs
from ivr.own_model import lacks_words_of
from ivr.processes.addresses import bracketed
from ivr.processes.new_words import renew_beside_calls
from ivr.releases.preparing import Preparing
from ivr.transfer.rounds import Rounds
from ivr.wiring import wire


class WebProcess(BaseApplication):  # type: ignore[misc]
    """gunicorn with threads, configured from the settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._worker: Worker | None = None
        """Of this process; None before it has begun, and in the master."""
        super().__init__()

    def load_config(self) -> None:
        """Hand gunicorn its settings."""
        options: dict[str, Any] = {
            "bind": f"{bracketed(self._settings.host)}:{self._settings.port}",
            "workers": self._settings.web_processes,
            "worker_class": "gthread",
            "threads": self._settings.web_threads,
            "worker_connections": self._settings.web_threads * 4,
            "timeout": 60,
            "graceful_timeout": 10,
            "keepalive": 20,
            "proc_name": "warmline-web",
            "control_socket_disable": True,
            "post_worker_init": self._began,
            "loglevel": "warning",
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application, made in each worker.

        Raises:
            AppImportError: a part can't start; gunicorn prints the message and ends.
        """
        try:
            line = wire(self._settings)
            atexit.register(line.recorder.close)
            app = create_app(line, self._is_closing)
        except LineNotReady as failure:
            raise AppImportError(str(failure)) from failure
        Rounds(line.transfers.tick).start()
        Rounds(line.release_parts.scheduling.tick, name="flow-releases").start()
        preparing = Preparing(
            line.release_parts,
            line.voice,
            partial(lacks_words_of, self._settings),
            renew_beside_calls,
        )
        Rounds(preparing.tick, name="flow-preparing").start()
        line.voicemails.start()
        return app

    def _began(self, worker: Worker) -> None:
        self._worker = worker

    def _is_closing(self) -> bool:
        return self._worker is not None and not self._worker.alive


def main() -> None:
    """Run until told to end."""
    settings = read_settings()
    set_up_logs(settings)
    WebProcess(settings).run()


if __name__ == "__main__":
    main()
