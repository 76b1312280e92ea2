// The button that opens the microphone to the draft, and what is heard meanwhile.
import { button, h } from "./dom.js";
import { Talk } from "./talk.js";

const OPEN = "The microphone is open. Speak as a caller does, also over the line's words; keys are typed below.";

export class Talking {
  // `ready` gives where to talk and how to begin, or null; `tell` shows turns, refusals and endings.
  constructor(ready, tell) {
    this.ready = ready;
    this.tell = tell;
    this.talk = null;
    this.button = button("Talk", () => this._switch(), { class: "second" });
    this.state = h("p", { class: "soft talk-state", role: "status" });
    this.heard = h("p", { class: "soft heard-now", hidden: true });
  }

  get isOn() {
    return Boolean(this.talk?.isReady);
  }

  enter(by, text) {
    this.talk.enter(by, text);
  }

  end() {
    this.talk?.end();
  }

  async _switch() {
    if (this.talk) return this.end();
    this.button.disabled = true;
    try {
      const begin = await this.ready();
      if (begin) this._follow(await Talk.begin(begin.path, begin.start));
    } catch (refused) {
      this.tell.trouble(refused.message);
    }
    this.button.disabled = false;
  }

  _follow(talk) {
    this.talk = talk;
    this._show("Stop talking", "Connecting…");
    talk.addEventListener("ready", ({ detail }) => {
      this._show("Stop talking", OPEN);
      this._showHeard("");
      this.tell.ready(detail.name);
    });
    talk.addEventListener("hearing", ({ detail }) => {
      this._showHeard(detail.hidden ? "hidden" : detail.text);
    });
    talk.addEventListener("turn", ({ detail }) => this.tell.turn(detail.turn, detail.entry));
    talk.addEventListener("refused", ({ detail }) => this.tell.trouble(detail.error));
    talk.addEventListener("over", ({ detail }) => {
      this.talk = null;
      this._show("Talk", "The microphone is closed.");
      this.heard.hidden = true;
      this.tell.over(detail.why);
    });
  }

  _showHeard(words) {
    this.heard.hidden = false;
    this.heard.textContent = `Heard so far: ${words || "nothing"}`;
  }

  _show(action, state) {
    this.button.textContent = action;
    this.state.textContent = state;
  }
}
