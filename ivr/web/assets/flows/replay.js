// The last real calls, played against the drafts: which of them would end differently.
import { post } from "./api.js";
import { button, h } from "./dom.js";

export class Replay {
  constructor(root, doc) {
    this.doc = doc;
    this.told = h("p", { class: "soft", role: "status" });
    this.list = h("ul", { class: "tests" });
    this.start = button("Replay", () => this._replay());
    root.append(
      h("section", { "aria-labelledby": "replay-title" }, h("div", { class: "tests-head" }, h("h2", { id: "replay-title" }, "Real calls"), this.start), h("p", { class: "help" }, "Plays what callers of the last calls said and keyed on what is live and on the drafts, over the demo shop."), this.told, this.list),
    );
  }

  async _replay() {
    this.start.disabled = true;
    this.told.textContent = "Playing…";
    this.list.replaceChildren();
    this.doc.flush();
    try {
      const { played, differing } = await post("/flows/api/replay", this.doc.token, {});
      this.told.textContent = `${differing.length} of ${played} calls would end differently.`;
      this.list.replaceChildren(...differing.map((each) => h("li", {}, h("a", { href: each.page }, each.at), h("p", { class: "result" }, `Live: ${each.live}`), h("p", { class: "result" }, `Drafts: ${each.draft}`))));
    } catch (refused) {
      this.told.textContent = refused.message;
    }
    this.start.disabled = false;
  }
}
