"""Finding words in all documents, and where a name is used."""


def found(api, **asked) -> str:
    return api.client.get("/flows/find", query_string=asked).text


def test_words_are_found_in_every_document_drafts_included(api):
    api.post("documents", name="gift_card", title="Zebra cards")
    page = found(api, q="zebra cards")
    assert 'href="/flows/gift_card.yaml?line=3"' in page
    assert "1 place found" in page


def test_a_place_in_a_step_leads_there(api):
    assert 'href="/flows/track_order.yaml?step=ask_number"' in found(api, q="your order number?")


def test_where_a_name_is_used(api):
    page = found(api, q="track_order", kind="intent")
    assert "starts the flow" in page
    assert "policy.yaml" in page
    assert "is carried out" in found(api, q="look_up_order", kind="action")


def test_what_is_nowhere_is_said_to_be(api):
    assert "0 places found" in found(api, q="zebra")
    assert "0 places found" in found(api, q="zebra", kind="slot")
