"""A line that `warmline serve` runs."""

import subprocess
from pathlib import Path

from tests.fakes.processes import descendants, eventually


class Served:
    """A `warmline serve` under way."""

    def __init__(self, process: subprocess.Popen[bytes], url: str, log: Path) -> None:
        self.process = process
        self.url = url
        self._log = log

    @property
    def said(self) -> str:
        return self._log.read_text(errors="replace")

    def until(self, words: str) -> None:
        """Wait until it has said these words; fail where it ends first."""
        over = eventually(lambda: words in self.said or self.process.poll() is not None)
        assert over
        assert words in self.said, self.said

    @property
    def below(self) -> list[int]:
        return descendants(self.process.pid)

    def processes_of(self, module: str) -> list[int]:
        return [
            pid
            for pid in self.below
            if module.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
        ]
