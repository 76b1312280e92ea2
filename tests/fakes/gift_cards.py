"""A flow about gift cards as an admin makes it on the page: with mistakes, mended, and reached."""

from playwright.sync_api import expect

from tests.fakes.admin_at_work import AdminAtWork

MENU = "For delivery, press one. For returns, two. For ways to pay, three."
GIFT = " For gift cards, four."
GOOD = "Gift cards are good for two years."
BYE = "Yours is on its way with the order. Goodbye."


def makes_a_flow_with_mistakes(admin: AdminAtWork) -> None:
    """A prompt names no slot there is; what is found isn't kept; two ways lead nowhere; no help."""
    admin.begin_flow("Gift cards")
    admin.add_value("order_number", "order_number")
    admin.add_value("order", "object")
    hello = admin.step("hello")
    admin.type_into(admin.words_of(hello), GOOD)
    ask = admin.add_step("Ask", "ask_number", after="hello")
    admin.type_into(admin.words_of(ask), "Which order was it, {order_numbr:digits}?")
    admin.choose(ask.get_by_label("Keep the answer in"), "order_number")
    look = admin.add_step("Do", "look_up", after="ask_number")
    admin.choose(look.get_by_label("What to do"), "look_up_order")
    admin.type_into(look.get_by_label("What it gets, value 1"), "{order_number}")
    decide = admin.add_step("Decide", "by_state", after="look_up")
    bye = admin.add_step("Hang up", "bye", after="by_state")
    admin.type_into(admin.words_of(bye), BYE)
    admin.click("Add a condition", within=decide)
    admin.type_into(decide.get_by_label("Look at"), "order.state")
    admin.type_into(decide.get_by_label("is", exact=True), "shipped")
    admin.choose(decide.get_by_label("Then go to"), "bye")
    admin.choose(look.get_by_label("Then, by what came of it, value 2"), "by_state")
    admin.choose(ask.get_by_label("Then go to"), "look_up")
    admin.choose(hello.get_by_label("Then go to"), "ask_number")
    expect(admin.checks).to_have_text("4 errors, 1 warning")


def mends_them_by_following_the_messages(admin: AdminAtWork) -> None:
    admin.checks.click()
    ask = admin.follow("No slot 'order_numbr' in this flow.", "ask_number")
    admin.type_into(admin.words_of(ask), "Which order was it?")
    look = admin.follow("Outcome 'not_found' of 'look_up_order' has no way on.", "look_up")
    admin.choose(look.get_by_label("Then, by what came of it, value 3"), "end")
    decide = admin.follow("Branch 'by_state' has no 'else'.", "by_state")
    admin.choose(decide.get_by_label("Otherwise go to"), "end")
    admin.follow("Slot 'order' has no value yet at step 'by_state'.", "by_state")
    kept = admin.step("look_up").get_by_role("group", name="What it keeps")
    admin.click("Add one", within=kept)
    admin.type_into(kept.get_by_label("What it keeps, name 1"), "order")
    admin.type_into(kept.get_by_label("What it keeps, value 1"), "order")
    expect(admin.checks).to_have_text("1 warning")
    ask = admin.follow("Question 'ask_number' has no help for a second try.", "ask_number")
    helps = ask.get_by_role("group", name="Help when it fails", exact=True)
    admin.click("Add one", within=helps)
    admin.type_into(helps.get_by_role("textbox"), "It has four digits. Say them or key them in.")
    expect(admin.checks).to_have_text("No problems")
    diagram = admin.page.locator("#diagram")
    expect(diagram).to_have_attribute("data-seen", diagram.get_attribute("data-nodes") or "")


def leads_callers_to_it(admin: AdminAtWork) -> None:
    """The menu's fourth key."""
    admin.open_flow("Main menu")
    service = admin.step("service")
    admin.type_into(admin.words_of(service), MENU + GIFT)
    link = admin.add_step("Run another flow", "gift", after="service")
    admin.choose(link.get_by_label("Flow"), "gift_cards")
    admin.click("Add a choice", within=service)
    choice = service.get_by_role("group", name="Choice 4")
    admin.type_into(choice.get_by_label("Key"), "4")
    admin.type_into(choice.get_by_label("Words *", exact=True), "gift cards")
    admin.choose(choice.get_by_label("Then go to"), "gift")
    expect(admin.checks).to_have_text("No problems")
