"""`python -m ivr.processes.leash COMMAND…` runs a command that ends when its starter does.

The starter holds the other end of standard input. When that closes, for whatever reason, the
command gets SIGTERM and, after a grace time, SIGKILL. What the command itself has started and left
behind gets SIGTERM at the end.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading

GRACE_S = 12.0


def _end_with_starter(process: subprocess.Popen[bytes]) -> None:
    while os.read(0, 1024):
        pass
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(GRACE_S)
        return
    process.kill()


def main(command: list[str]) -> int:
    """Run the command; its exit status."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: process.terminate())
    threading.Thread(target=_end_with_starter, args=(process,), daemon=True).start()
    status = process.wait()
    _end_what_is_left()
    return status


def _end_what_is_left() -> None:
    """Tell the processes of this group, where the group is the leash's own, to end."""
    if os.getpgid(0) == os.getpid():
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        os.killpg(0, signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
