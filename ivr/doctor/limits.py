"""The system's limits on threads and open files, against what the settings ask for."""

import os
import resource
from pathlib import Path

from ivr.config import Settings
from ivr.doctor.finding import Finding, ok, warning

_FILES_A_CALL = 4
"""The media socket, a webhook beside it, a share of database and Rasa connections."""
_THREADS_A_CALL = 3
"""The reader, the turn, an action under way."""
_SPARE = 100
_PIDS_MAX = Path("/sys/fs/cgroup/pids.max")


def limits(settings: Settings) -> Finding:
    """Whether as many calls as there are threads could be served."""
    files_needed = settings.web_threads * _FILES_A_CALL + _SPARE
    threads_needed = settings.web_processes * settings.web_threads * _THREADS_A_CALL + _SPARE
    files, threads = _open_files(), _threads()
    lacking = []
    if files < files_needed:
        lacking.append(f"{files} open files a process where {files_needed} may be needed")
    if threads < threads_needed:
        lacking.append(f"{threads} threads where {threads_needed} may be needed")
    if lacking:
        return warning(
            f"The system allows {' and '.join(lacking)}.",
            "Raise the limit (ulimit -n, ulimit -u, LimitNOFILE= and TasksMax= of systemd), or "
            "lower WARMLINE_WEB_THREADS.",
        )
    cores = os.cpu_count() or 1
    if settings.web_processes > 2 * cores:
        return warning(
            f"{settings.web_processes} web processes share {cores} cores.",
            "Set WARMLINE_WEB_PROCESSES to about the number of cores.",
        )
    calls = settings.web_processes * settings.web_threads
    return ok(f"Threads and open files suffice for {calls} threads on {cores} cores.")


def _open_files() -> float:
    return _or_endless(resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def _threads() -> float:
    of_user = _or_endless(resource.getrlimit(resource.RLIMIT_NPROC)[0])
    try:
        of_group = _PIDS_MAX.read_text().strip()
    except OSError:
        return of_user
    return of_user if of_group == "max" else min(of_user, int(of_group))


def _or_endless(limit: int) -> float:
    return float("inf") if limit == resource.RLIM_INFINITY else limit
