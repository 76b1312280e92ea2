// A chat with the drafts: what a caller does on one side, what the line says and why on the other.
import { post } from "./api.js";
import { button, h } from "./dom.js";
import { hearing } from "./hear.js";
import { Talking } from "./talking.js";

const BY = { voice: "Caller", keys: "Caller presses", silence: "Caller stays silent", noise: "Caller makes a sound without words", message: "Caller leaves a message" };
const PEOPLE = [
  ["nobody", "Nobody is free"],
  ["talked", "A person takes the call"],
  ["callback", "The caller asks for a callback"],
];
const EARLIER = [
  ["", "Nothing"],
  ["track_order", "Where an order is"],
  ["refund", "A refund"],
  ["cancel_order", "Cancelling an order"],
  ["faq_opening_hours", "Opening hours"],
];
const ASKED = { words: "Type what the caller says, or keys.", secret: "The line waits for a secret; it is shown nowhere.", message: "The line records a message." };

export class Trying {
  constructor(root, doc, atStep) {
    this.doc = doc;
    this.atStep = atStep;
    this.name = "";
    this.caller = {};
    this.entries = [];
    this.subscribers = [];
    this.number = h("input", { value: "+15005550101", autocomplete: "off", inputmode: "tel" });
    this.people = choice(PEOPLE);
    this.earlier = choice(EARLIER);
    this.trouble = h("p", { class: "bar bad", role: "alert", hidden: true });
    this.stale = h("p", { class: "bar warn", role: "status", hidden: true }, "The draft has changed since this call began. Ring again to try it as it is now.");
    this.log = h("div", { class: "talk", role: "log", "aria-label": "Conversation", tabIndex: 0 });
    this.words = h("input", { autocomplete: "off", maxlength: "300", "aria-describedby": "try-asked" });
    this.asked = h("p", { class: "help", id: "try-asked" });
    this.form = this._form();
    this.start = button("Ring the line", () => this.ring(), { class: "" });
    this.talking = new Talking(() => this._toTalkTo(), {
      ready: (name) => (this.name = name),
      turn: (turn, entry) => this._took(turn, entry),
      trouble: (sentence) => this._refuse(sentence),
      over: (why) => this._refuse(why),
    });
    root.append(
      h("p", { class: "soft" }, "Plays all drafts, typed or spoken, over a demo shop of its own: order 4512 is one to ask about. Nothing reaches callers."),
      h("div", { class: "try-caller" }, h("label", {}, "Caller's number", this.number), h("label", {}, "If a person is wanted", this.people), h("label", {}, "Rang before about", this.earlier), h("div", { class: "try-buttons" }, this.start, this.talking.button)),
      this.trouble,
      this.stale,
      this.log,
      this.talking.heard,
      this.talking.state,
      this.form,
    );
    doc.subscribe((view, cause) => {
      if (cause.origin !== "pending" && cause.origin !== "load" && this.name) this.stale.hidden = false;
    });
  }

  // Calls back with the conversation's name whenever a turn was taken.
  onTurn(tell) {
    this.subscribers.push(tell);
  }

  async ring() {
    this.doc.flush();
    const caller = { number: this.number.value, people: this.people.value, earlier: this.earlier.value };
    await this._ask("/flows/api/try", caller, (begun) => {
      this.talking.end();
      if (this.name) post(`/flows/api/try/${this.name}/end`, this.doc.token, {}).catch(() => {});
      this.name = begun.name;
      this.caller = caller;
      this.entries = [];
      this.stale.hidden = true;
      this.log.replaceChildren();
      if (begun.left_out.length) {
        this.log.append(h("div", { class: "note" }, `Can't be read and is played as it is live: ${begun.left_out.join(", ")}.`));
      }
      this._show(begun.turn);
    });
  }

  // All that a process which does not hold the conversation needs to play it again.
  soFar() {
    return { ...this.caller, entries: this.entries };
  }

  // Where a voice joins the conversation; the line is rung first where no call is under way.
  async _toTalkTo() {
    this._refuse("");
    if (!this.name || this.form.hidden) await this.ring();
    if (!this.name || this.form.hidden) return null;
    return { path: `/flows/api/try/${this.name}/talk`, start: { token: this.doc.token, ...this.soFar() } };
  }

  async _enter(by) {
    const text = by === "silence" ? "" : this.words.value.trim();
    if (this.talking.isOn) {
      this._refuse("");
      this.talking.enter(by, text);
      return;
    }
    await this._ask(`/flows/api/try/${this.name}/enter`, { by, text, ...this.soFar() }, ({ name, turn }) => {
      this.name = name;
      this._took(turn, { by, text });
    });
  }

  _took(turn, entry) {
    this.entries.push(entry);
    if (this.words.value.trim() === entry.text) this.words.value = "";
    this._show(turn);
  }

  _refuse(sentence) {
    this.trouble.textContent = sentence;
    this.trouble.hidden = !sentence;
  }

  async _ask(path, body, show) {
    this._refuse("");
    this.form.inert = true;
    try {
      show(await post(path, this.doc.token, body));
    } catch (refused) {
      this._refuse(refused.message);
    }
    this.form.inert = false;
    (this.form.hidden ? this.start : this.words).focus();
  }

  _form() {
    const submit = (event) => {
      event.preventDefault();
      this._enter(/^[0-9*#]+$|^\{code\}#?$/.test(this.words.value.trim()) ? "keys" : "voice");
    };
    return h(
      "form",
      { class: "try-entry", hidden: true, onsubmit: submit },
      h("label", {}, "Caller", this.words),
      h("button", { type: "submit" }, "Send"),
      button("Stay silent", () => this._enter("silence")),
      this.asked,
    );
  }

  _show(turn) {
    this.log.append(...[caller(turn), this._line(turn)].filter(Boolean));
    this.form.hidden = !turn.waits;
    this.asked.textContent = ASKED[turn.waits] ?? "";
    if (turn.texts.length) this.asked.textContent += " {code} stands for the code of the text message.";
    this.log.scrollTop = this.log.scrollHeight;
    this.atStep(turn.step);
    for (const tell of this.subscribers) tell(this.name);
  }

  _line(turn) {
    const words = turn.said.map((each) => each.text).join(" ");
    const audio = turn.said.length === 1 ? turn.said[0].audio : null;
    const spoken = words ? [h("p", { class: "words" }, words), h("div", { class: "hearing" }, hearing(this.doc.token, () => ({ text: words, audio })))] : null;
    return h(
      "div",
      { class: "line-said" },
      h("span", { class: "who" }, "Line"),
      spoken,
      turn.texts.map((text) => h("p", { class: "text-sent" }, `Text message: ${text}`)),
      turn.decision ? h("p", { class: "why" }, turn.decision) : null,
      turn.notes.map((note) => h("p", { class: "why" }, note)),
      h("p", { class: "why" }, turn.outcome ? `The call is over: ${turn.outcome}.` : `Waits at ${turn.step}`),
      details(turn),
    );
  }
}

function choice(options) {
  return h("select", {}, options.map(([value, label]) => h("option", { value }, label)));
}

function caller({ entered }) {
  if (!entered.by) return null;
  const words = entered.text ? h("p", { class: "words" }, entered.text) : null;
  return h("div", { class: "caller-said" }, h("span", { class: "who" }, BY[entered.by]), words);
}

function details(turn) {
  const rows = turn.slots.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]);
  return h(
    "details",
    { class: "workings" },
    h("summary", {}, `Steps and values (${turn.path.length}, ${turn.slots.length})`),
    turn.understood ? h("p", {}, `Understood: ${turn.understood}`) : null,
    h("p", {}, turn.path.length ? `Steps: ${turn.path.join(" → ")}` : "No step was entered."),
    h("dl", {}, rows),
  );
}
