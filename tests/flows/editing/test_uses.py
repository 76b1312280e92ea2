import pytest

from flows.editing.kinds import KINDS
from flows.editing.uses import uses
from flows.yaml_io import LIBRARY, read_documents


@pytest.fixture(scope="module")
def flows():
    return read_documents({path.name: path.read_text() for path in LIBRARY.glob("*.yaml")})[0]


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("intent", "refund", ("refund.yaml", "", "starts the flow")),
        ("intent", "refund", ("main_menu.yaml", "orders", "is begun by the choice 'refund'")),
        ("intent", "refund", ("policy.yaml", "", "has the risk 'verify'")),
        ("intent", "affirm", ("track_order.yaml", "arrived", "means the choice 'yes'")),
        ("intent", "faq_returns", ("knowledge.yaml", "", "is answered by the entry 'returns'")),
        ("slot", "order", ("track_order.yaml", "", "is declared")),
        ("slot", "order", ("track_order.yaml", "by_state", "is read")),
        ("slot", "order", ("track_order.yaml", "which", "gets a value")),
        ("action", "list_orders", ("track_order.yaml", "list", "is carried out")),
        ("queue", "care", ("track_order.yaml", "missing", "gets the caller")),
        ("queue", "care", ("policy.yaml", "", "gets callers by the trigger 'distress'")),
        ("flow", "identify", ("track_order.yaml", "who", "is run")),
        ("flow", "identify", ("identify.yaml", "", "is this flow")),
    ],
)
def test_where_something_is_used(flows, kind, name, expected):
    assert expected in [(use.file, use.step, use.how) for use in uses(flows, kind, name)]


def test_every_use_stands_in_the_line_it_names(flows):
    lines = (LIBRARY / "track_order.yaml").read_text().splitlines()
    for use in uses(flows, "action", "look_up_order"):
        if use.file == "track_order.yaml":
            assert "look_up_order" in lines[use.line - 1]


@pytest.mark.parametrize("kind", KINDS)
def test_what_nobody_uses(flows, kind):
    assert uses(flows, kind, "nowhere") == ()
