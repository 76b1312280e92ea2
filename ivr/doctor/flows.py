"""The flows: readable, and without mistakes."""

from ivr.config import Settings
from ivr.doctor.finding import Finding, ok, problem, warning
from ivr.flow_checks import problems_of
from ivr.releases.loading import folder_of
from ivr.speech.kept_model import model_in_use

_SHOWN = 5
_SEE_ALL = "`warmline flows check` names each with file, line and what to write."


def flows(settings: Settings) -> Finding:
    """Whether the flow checks pass."""
    folder = folder_of(settings)
    found = problems_of(folder, model_folder=model_in_use(settings.speech_model, settings.data_dir))
    errors = [str(each) for each in found if each.severity == "error"]
    if errors:
        more = f" … and {len(errors) - _SHOWN} more" if len(errors) > _SHOWN else ""
        return problem(f"The flows have mistakes. {' '.join(errors[:_SHOWN])}{more}", _SEE_ALL)
    if found:
        return warning(f"The flows can be used; there are {len(found)} warnings.", _SEE_ALL)
    return ok(f"The flows in {folder} pass every check.")
