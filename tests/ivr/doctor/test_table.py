"""The list of checks, and a check that breaks."""

import importlib
import pkgutil

import ivr.doctor
from ivr.doctor.finding import Finding
from ivr.doctor.table import CHECKS, examine


def test_every_check_is_listed_under_its_name():
    modules = {module.name for module in pkgutil.iter_modules(ivr.doctor.__path__)}
    in_list = {check.__module__.rpartition(".")[2] for check in CHECKS.values()}
    assert modules - in_list == {"finding", "table"}
    for name, check in CHECKS.items():
        if name != "settings":
            module = importlib.import_module(check.__module__)
            assert getattr(module, name) is check


def test_a_check_that_breaks_tells_its_kind_alone(settings):
    def broken(_settings: object) -> Finding:
        raise LookupError("opensesame")

    found = examine(broken, settings())
    assert (found.status, "LookupError" in found.what) == ("problem", True)
    assert "opensesame" not in found.what + found.remedy
