from flows.editing.diagram import diagram
from flows.moves import TARGETS

FLOW = """\
start: ask
steps:
  ask:
    type: collect
    prompt: ["Well {{now}}?", "And?"]
    choices:
      - {key: "1", phrase: "refund", begin: refund}
      - {key: "2", phrase: "home", next: which}
  which:
    type: branch
    when:
      - {slot: hours.open, is: true, next: find}
      - {slot: caller.number, exists: false, next: to_person}
      - {slot: caller.number, in: [a, b], next: gone}
    else: elsewhere
  find: {type: action, action: look_up, outcomes: {found: end, failed: ask}}
  to_person: {type: transfer, reason: "Why not"}
  elsewhere: {type: link, flow: goodbye}
"""


def test_a_flow_as_nodes_and_edges(flow_set):
    found = diagram(flow_set(FLOW).flows["welcome"])
    assert [(each["id"], each["kind"], each["text"]) for each in found["nodes"]] == [
        (":start", "start", ""),
        (":matter:refund", "matter", ""),
        (":missing:gone", "missing", ""),
        (":end", "target", ""),
        (":person", "person", ""),
        (":flow:goodbye", "flow", ""),
        ("ask", "collect", "Well {{now}}?"),
        ("which", "branch", "hours.open, caller.number"),
        ("find", "action", "look_up"),
        ("to_person", "transfer", "Why not"),
        ("elsewhere", "link", "goodbye"),
    ]
    assert [tuple(each.values()) for each in found["edges"]] == [
        (":start", "ask", ""),
        ("ask", "which", "home"),
        ("ask", ":matter:refund", "refund"),
        ("which", "find", "hours.open is yes"),
        ("which", "to_person", "caller.number has no value"),
        ("which", ":missing:gone", "caller.number in a or b"),
        ("which", "elsewhere", "else"),
        ("find", ":end", "found"),
        ("find", "ask", "failed"),
        ("to_person", ":person", ""),
        ("elsewhere", ":flow:goodbye", ""),
    ]


def test_every_edge_of_the_shipped_flows_joins_two_nodes(library):
    for flow in library.flows.values():
        found = diagram(flow)
        nodes = [each["id"] for each in found["nodes"]]
        assert len(nodes) == len(set(nodes))
        assert {end for each in found["edges"] for end in (each["from"], each["to"])} <= set(nodes)
        assert set(flow.steps) <= set(nodes)
        assert not any(each["kind"] in ("missing", "") for each in found["nodes"])
        ends = {each["label"] for each in found["nodes"] if each["kind"] == "target"}
        assert ends <= TARGETS
