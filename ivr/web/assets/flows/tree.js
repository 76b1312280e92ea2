// The form of a document that is no flow: every value of it in a field, by its place.
import { STEP_NAME, ask, button, h } from "./dom.js";
import { hearing } from "./hear.js";

const LONG = 50; // characters from which a text gets a larger field
const SPOKEN = { phrases: () => true, knowledge: (path) => path.includes("spoken"), policy: () => false, hours: () => false };

export class Tree {
  constructor(root, doc, kind) {
    this.doc = doc;
    this.isSpoken = SPOKEN[kind];
    this.root = h("div", { class: "tree" });
    this.shown = null;
    root.append(this.root);
    doc.subscribe((view, cause) => cause.origin !== "pending" && this._show(view, cause));
  }

  open(_name) {}

  _show(view, cause) {
    if (!view.outline) return;
    const now = JSON.stringify(view.outline.head);
    if (now !== this.shown && cause.origin !== "form") {
      const open = new Set([...this.root.querySelectorAll("details[open]")].map((each) => each.dataset.path));
      this.root.replaceChildren(...this._entries([], view.outline.head));
      for (const each of this.root.querySelectorAll("details")) each.open = open.has(each.dataset.path);
    }
    this.shown = now;
  }

  _entries(path, value) {
    return Object.entries(value)
      .filter(([key]) => path.length || key !== "format")
      .map(([key, each]) => this._value([...path, key], each));
  }

  _value(path, value) {
    const isList = Array.isArray(value);
    if (isList && value.every((each) => typeof each !== "object")) return this._texts(path, value);
    if (value !== null && typeof value === "object") return this._branch(path, value, isList);
    return h("div", { class: "field" }, this._leaf(path, value, words(path.at(-1))));
  }

  _branch(path, value, isList) {
    const inner = isList ? value.map((each, at) => this._value([...path, at], each)) : this._entries(path, value);
    const add = this._adder(path, value, isList);
    const remove = path.length > 1 ? button("Remove", () => this.doc.edit({ edit: "remove_value", path }), { "aria-label": `Remove ${label(path, value)}` }) : null;
    const tools = h("div", { class: "tools" }, add, remove);
    return card(path, label(path, value), gist(value), [...inner, tools]);
  }

  // A new entry is like the last one there: that has the right fields.
  _adder(path, value, isList) {
    const like = Object.values(value).at(-1);
    const canAdd = isList || (like !== null && typeof like === "object" && path.length === 1);
    if (!canAdd || like === undefined) return null;
    return button("Add one like the last", async () => {
      if (isList) {
        this.doc.edit({ edit: "set_value", path: [...path, value.length], value: like });
        return;
      }
      const given = await ask("Add an entry", [{ key: "name", label: "Name", pattern: STEP_NAME, help: "Lower-case letters, digits and underscores." }], "Add");
      if (given) this.doc.edit({ edit: "set_value", path: [...path, given.name], value: like });
    });
  }

  _texts(path, values) {
    const name = words(path.at(-1));
    const rows = values.map((each, at) => {
      const remove = button("Remove", () => this.doc.edit({ edit: "remove_value", path: [...path, at] }), { "aria-label": `Remove ${name} ${at + 1}` });
      return h("div", { class: "row-of" }, this._leaf([...path, at], each, `${name} ${at + 1}`, true), remove);
    });
    const add = button("Add one", () => this.doc.edit({ edit: "set_value", path: [...path, values.length], value: values.at(-1) ?? "new" }));
    const list = h("div", { class: "rows-of" }, rows, add);
    if (path.length === 1) return card(path, name, values.join(", "), [list]);
    return h("fieldset", { class: "field" }, h("legend", {}, name), list);
  }

  // A value of a list says its name to screen readers alone.
  _leaf(path, value, name, isUnlabelled = false) {
    const put = (next) => this.doc.edit({ edit: "set_value", path, value: next }, { origin: "form" });
    if (typeof value === "boolean") {
      const select = h("select", { onchange: () => put(select.value === "yes") }, h("option", { value: "yes" }, "Yes"), h("option", { value: "no" }, "No"));
      select.value = value ? "yes" : "no";
      return h("label", {}, name, select);
    }
    const isNumber = typeof value === "number";
    const written = value === null ? "" : String(value);
    const read = (text) => put(isNumber && Number.isFinite(Number(text)) ? Number(text) : text.trim().replace(/\s*\n\s*/g, " "));
    const spoken = typeof value === "string" && this.isSpoken(path);
    const tag = spoken || written.length > LONG ? "textarea" : "input";
    const props = tag === "input" ? { type: isNumber ? "number" : "text", step: isNumber ? "any" : undefined, autocomplete: "off" } : { rows: 2 };
    const control = h(tag, { ...props, "aria-label": isUnlabelled ? name : null, value: written, onchange: () => read(control.value) });
    const box = isUnlabelled ? control : h("label", {}, name, control);
    return spoken ? h("div", { class: "wording" }, box, ...hearing(this.doc.token, () => ({ text: control.value }))) : box;
  }
}

const words = (key) => {
  const plain = String(key).replaceAll("_", " ");
  return plain.charAt(0).toUpperCase() + plain.slice(1);
};

function card(path, name, gist, body) {
  const summary = h("summary", {}, h("span", { class: "name" }, name), h("span", { class: "gist" }, gist));
  return h("details", { class: "card", "data-path": path.join("/") }, summary, h("div", { class: "body" }, body));
}

function label(path, value) {
  const last = path.at(-1);
  if (typeof last !== "number") return words(last);
  return value.name ?? value.title ?? value.trigger ?? `${last + 1}`;
}

function gist(value) {
  if (Array.isArray(value)) return `${value.length}`;
  const found = [value.title, value.spoken, value.reason, value.date].flat().find((each) => typeof each === "string");
  return found ?? `${Object.keys(value).length} entries`;
}
