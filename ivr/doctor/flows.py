"""The flows: readable, and without mistakes."""

from ivr.config import Settings
from ivr.doctor.finding import Finding, ok, problem, warning
from ivr.errors import LineNotReady
from ivr.releases.at_start import loaded_at_start
from ivr.releases.loading import all_problems
from ivr.speech.kept_model import model_in_use

_SHOWN = 5
_SEE_ALL = (
    "`warmline flows check` names each with file, line and what to write; --live checks what was "
    "published."
)


def flows(settings: Settings) -> Finding:
    """Whether what a line that starts would run on passes the flow checks."""
    try:
        loaded = loaded_at_start(settings)
    except LineNotReady as failure:
        return problem(str(failure), _SEE_ALL)
    model = model_in_use(settings.speech_model, settings.data_dir)
    found = all_problems(loaded.documents, model)
    errors = [str(each) for each in found if each.severity == "error"]
    if errors:
        more = f" … and {len(errors) - _SHOWN} more" if len(errors) > _SHOWN else ""
        return problem(f"The flows have mistakes. {' '.join(errors[:_SHOWN])}{more}", _SEE_ALL)
    if found:
        return warning(f"The flows can be used; there are {len(found)} warnings.", _SEE_ALL)
    return ok(f"The flows, version {loaded.version}, pass every check.")
