"""What the desk shows, and to whom."""


def test_an_idle_desk(desk, sign_in):
    desk.person("ann")
    page = sign_in("ann").get("/desk")
    assert page.status_code == 200
    for words in ("You are away", "Switch to available", "client:ann", "None to make."):
        assert words in page.text, words
    assert 'href="/calls"' not in page.text
