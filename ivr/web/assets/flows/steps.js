// The steps of a flow as forms, one to unfold for each, with its head and slots above.
import { STEP_NAME, ask, button, h } from "./dom.js";
import { someFields } from "./fields.js";

export class Steps {
  constructor(root, doc, forms, selected) {
    this.doc = doc;
    this.forms = forms;
    this.selected = selected;
    this.cards = new Map();
    this.unreadable = h("p", { class: "bar warn", hidden: true }, "The text can't be read as it is, so the forms show nothing. The problem above says what to mend under YAML.");
    this.head = this._card("", "head");
    this.slots = this._card("", "slots");
    this.list = h("div", { class: "steps" });
    const add = button("Add a step", () => this._add(""), { class: "second", id: "add-step" });
    root.append(this.unreadable, this.head.details, this.slots.details, this.list, h("p", { class: "add" }, add));
    doc.subscribe((view, cause) => cause.origin !== "pending" && this._show(view, cause));
  }

  names() {
    return this.doc.view.names;
  }

  steps() {
    return (this.doc.view.outline?.steps ?? []).map((step) => step.name);
  }

  open(name) {
    const card = this.cards.get(name);
    if (!card) return;
    card.details.open = true;
    this._draw(card);
    card.details.scrollIntoView({ block: "nearest" });
    card.summary.focus({ preventScroll: true });
  }

  _show(view, cause) {
    const outline = view.outline;
    this.unreadable.hidden = Boolean(outline) || view.text === null;
    if (!outline) return;
    this._fill(this.head, "About this flow", outline.head.title ?? "", outline.head, cause, () => this._headForm(outline.head));
    const names = outline.slots.map((slot) => slot.name).join(", ");
    this._fill(this.slots, "Values it works with", names || "none", outline.slots, cause, () => this._slotForms(outline.slots));
    const known = new Set(outline.steps.map((step) => step.name));
    for (const [name, card] of this.cards) {
      if (!known.has(name)) {
        card.details.remove();
        this.cards.delete(name);
      }
    }
    let before = null;
    for (const step of outline.steps) {
      const card = this._cardOf(step.name);
      const there = before ? before.nextElementSibling : this.list.firstElementChild;
      if (there !== card.details) this.list.insertBefore(card.details, there);
      before = card.details;
      this._showStep(card, step, view, cause);
    }
  }

  _showStep(card, step, view, cause) {
    const form = this.forms.steps[step.type];
    const said = first(step.fields.prompt) ?? step.fields.action ?? step.fields.reason ?? step.fields.flow ?? "";
    card.kind.textContent = form?.label ?? "?";
    card.kind.className = `kind ${step.type}`;
    this._fill(card, step.name, said, [step.type, step.fields], cause, () => this._stepForm(step, form));
    const own = view.problems.filter((problem) => problem.step === step.name);
    card.wrong.replaceChildren(...own.map((each) => h("p", { class: each.severity }, `${sentence(each.what)} ${sentence(each.remedy)}`)));
    const errors = own.some((each) => each.severity === "error");
    card.mark.textContent = own.length ? (errors ? "To mend" : "Advice") : "";
    card.mark.className = errors ? "mark error" : "mark warning";
  }

  _cardOf(name) {
    if (!this.cards.has(name)) this.cards.set(name, this._card(name, "step"));
    return this.cards.get(name);
  }

  _card(name, cls) {
    const kind = h("span", { class: "kind" });
    const title = h("span", { class: "name" });
    const gist = h("span", { class: "gist" });
    const mark = h("span", { class: "mark" });
    const summary = h("summary", {}, cls === "step" ? kind : null, title, mark, gist);
    const wrong = h("div", { class: "wrong" });
    const body = h("div", { class: "body" });
    const details = h("details", { class: `card ${cls}`, id: name ? `step-${name}` : `card-${cls}` }, summary, wrong, body);
    const card = { details, summary, kind, title, gist, mark, wrong, body, name, shown: null, draw: null };
    details.addEventListener("toggle", () => {
      if (!details.open) return;
      this._draw(card);
      if (name) this.selected(name);
    });
    return card;
  }

  // A form that shows already what came back is left as it is, so that nobody loses their place.
  _fill(card, title, gist, value, cause, draw) {
    card.title.textContent = title;
    card.gist.textContent = gist;
    card.draw = draw;
    const now = JSON.stringify(value);
    if (cause.origin === "form" && cause.card === card && card.body.children.length) {
      card.shown = now;
      if (cause.key === "action") this._drawRest(card);
    }
    card.wanted = now;
    if (card.details.open) this._draw(card);
  }

  _draw(card) {
    if (!card.draw || card.shown === card.wanted) return;
    card.shown = card.wanted;
    card.body.replaceChildren(...card.draw().filter(Boolean));
  }

  // The fields after the first, whose value decides what they offer; the first stays as it is,
  // for somebody may be typing in it.
  _drawRest(card) {
    const at = controls(card.body).indexOf(document.activeElement);
    const [, fresh] = card.draw();
    const fields = card.body.querySelector(".fields");
    [...fields.children].slice(1).forEach((field) => field.remove());
    fields.append(...[...fresh.children].slice(1));
    controls(card.body)[at]?.focus({ preventScroll: true });
  }

  _setter(path, card) {
    return (key, value) => {
      const place = [...path, key];
      const edit = value === undefined ? { edit: "remove_value", path: place } : { edit: "set_value", path: place, value };
      this.doc.edit(edit, { origin: "form", card, key });
    };
  }

  _headForm(head) {
    const fields = this.forms.head.fields.filter((form) => form.key !== "format" && form.key !== "flow");
    return [someFields(fields, head, this._setter([], this.head), this._context())];
  }

  _slotForms(slots) {
    const forms = slots.map((slot) => {
      // A slot of which the type alone is written takes other entries as a mapping.
      const set = (key, value) => {
        const fields = { ...slot.fields, [key]: value };
        if (value === undefined) delete fields[key];
        slot.fields = fields;
        const whole = Object.keys(fields).length === 1 && fields.type ? fields.type : fields;
        this.doc.edit({ edit: "set_value", path: ["slots", slot.name], value: whole }, { origin: "form", card: this.slots });
      };
      const remove = button("Remove", () => this.doc.edit({ edit: "remove_value", path: ["slots", slot.name] }), { "aria-label": `Remove slot ${slot.name}` });
      return h("fieldset", { class: "sub" }, h("legend", {}, slot.name), someFields(this.forms.slot.fields, slot.fields, set, this._context()), remove);
    });
    return [...forms, button("Add a slot", () => this._addSlot())];
  }

  async _addSlot() {
    const types = this.forms.slot.fields.find((form) => form.key === "type").options;
    const given = await ask("Add a slot", [
      { key: "name", label: "Name", pattern: STEP_NAME, help: "Lower-case letters, digits and underscores." },
      { key: "type", label: "Type", options: types.map((each) => [each, each]) },
    ], "Add");
    if (given) this.doc.edit({ edit: "set_value", path: ["slots", given.name], value: given.type });
  }

  _stepForm(step, form) {
    const card = this.cards.get(step.name);
    const set = this._setter(["steps", step.name], card);
    const fields = form ? someFields(form.fields, step.fields, set, this._context(step)) : h("p", {}, "Nothing is known of steps of this type.");
    return [form ? h("p", { class: "help" }, form.help) : null, fields, form ? example(form) : null, this._tools(step)];
  }

  _context(step) {
    return {
      token: this.doc.token,
      forms: this.forms,
      names: () => this.names(),
      steps: () => this.steps(),
      keysFor: (key) => this._keys(key, step),
    };
  }

  _keys(key, step) {
    const action = step?.fields.action;
    if (key === "outcomes" && step?.type === "transfer") return ["talked", "nobody", "callback", "failed"];
    return { outcomes: this.names().outcomes[action], with: this.names().arguments[action] }[key] ?? [];
  }

  _tools(step) {
    const names = this.steps();
    const at = names.indexOf(step.name);
    const move = (after) => this._change({ edit: "move_step", name: step.name, after }, step.name);
    return h(
      "div",
      { class: "tools", role: "toolbar", "aria-label": `Step ${step.name}` },
      button("Add a step after", () => this._add(step.name)),
      button("Duplicate", () => this._duplicate(step.name)),
      button("Rename", () => this._rename(step.name)),
      button("Move up", () => move(at > 1 ? names[at - 2] : ""), { disabled: at === 0 }),
      button("Move down", () => move(names[at + 1]), { disabled: at === names.length - 1 }),
      button("Delete", () => this._change({ edit: "remove_step", name: step.name }, names[at ? at - 1 : 1]), { class: "second small danger" }),
    );
  }

  async _change(edit, then) {
    if (await this.doc.edit(edit)) this.open(then);
  }

  async _add(after) {
    const types = Object.entries(this.forms.steps).map(([kind, form]) => [kind, `${form.label}: ${form.help}`]);
    const given = await ask("Add a step", [
      { key: "kind", label: "What it does", options: types },
      { key: "name", label: "Name", pattern: STEP_NAME, help: "Lower-case letters, digits and underscores." },
    ], "Add");
    if (given) this._change({ edit: "add_step", name: given.name, kind: given.kind, after, fields: {} }, given.name);
  }

  async _duplicate(name) {
    const given = await ask(`Duplicate ${name}`, [{ key: "name", label: "Name of the copy", pattern: STEP_NAME, value: `${name}_2` }], "Duplicate");
    if (given) this._change({ edit: "duplicate_step", name, new: given.name }, given.name);
  }

  async _rename(name) {
    const given = await ask(`Rename ${name}`, [{ key: "name", label: "New name", pattern: STEP_NAME, value: name }], "Rename");
    if (given && given.name !== name) this._change({ edit: "rename_step", old: name, new: given.name }, given.name);
  }
}

const controls = (body) => [...body.querySelectorAll("input, select, textarea, button, summary")];

const first = (prompt) => {
  const one = Array.isArray(prompt) ? prompt[0] : prompt;
  return typeof one === "object" && one !== null ? one.text : one;
};

export const sentence = (words) => {
  const upper = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.?!]$/.test(upper) ? upper : `${upper}.`;
};

function example(form) {
  return h("details", { class: "example" }, h("summary", {}, "Example"), h("pre", {}, form.example));
}
