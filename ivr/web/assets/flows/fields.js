// The fields of a form by their kind. A field is given its value and calls `change` with another
// one, or with undefined where it was emptied.
import { button, h } from "./dom.js";
import { hearing } from "./hear.js";

let made = 0;
const nextId = () => `field-${(made += 1)}`;

// ctx: token, names() → names by kind, forms, steps() → names of steps
export function field(form, value, change, ctx) {
  const make = MAKERS[form.kind] ?? text;
  return make(form, value, change, ctx);
}

function labelled(form, control, ...after) {
  control.id ||= nextId();
  const help = h("p", { class: "help", id: `${control.id}-help` }, form.help);
  control.setAttribute("aria-describedby", help.id);
  const label = h("label", { for: control.id }, form.label, form.required ? " *" : "");
  return h("div", { class: `field ${form.kind}` }, label, control, ...after, help);
}

function group(form, ...children) {
  const legend = h("legend", {}, form.label, form.required ? " *" : "");
  return h("fieldset", { class: `field ${form.kind}` }, legend, h("p", { class: "help" }, form.help), ...children);
}

function hint(form) {
  return ["string", "number"].includes(typeof form.example) ? String(form.example) : "";
}

function scalar(written, before, form) {
  if (written === "") return undefined;
  const wants = form.kind === "number" || typeof before === "number" || typeof form.example === "number";
  if (wants && /^-?\d+(\.\d+)?$/.test(written)) return Number(written);
  if (typeof before === "boolean" && /^(true|false)$/.test(written)) return written === "true";
  return written;
}

function plain(form, value, change, props = {}) {
  let before = value;
  return h("input", {
    value: value === undefined || value === null ? "" : String(value),
    placeholder: hint(form),
    autocomplete: "off",
    ...props,
    onchange: (event) => {
      before = scalar(event.target.value.trim(), before, form);
      change(before);
    },
  });
}

function text(form, value, change) {
  return labelled(form, plain(form, value, change));
}

function number(form, value, change) {
  return labelled(form, plain(form, value, change, { type: "number", step: "any", inputmode: "decimal" }));
}

function options(form, ctx) {
  if (form.kind === "one_of") return form.options;
  if (form.kind === "way") return [...ctx.steps(), ...ctx.names().way];
  return ctx.names()[form.kind] ?? [];
}

function choose(form, value, change, ctx, props = {}) {
  const select = h("select", { ...props, onchange: () => change(select.value || undefined), onfocus: fill });
  let chosen = value ?? "";
  function fill() {
    chosen = select.options.length ? select.value : chosen;
    const known = options(form, ctx);
    const ends = new Set(form.kind === "way" ? ctx.names().way : []);
    const shown = known.map((each) => h("option", { value: each }, ends.has(each) ? `${each} (ends the flow)` : each));
    if (chosen && !known.includes(chosen)) shown.push(h("option", { value: chosen }, `${chosen} (there is none)`));
    select.replaceChildren(h("option", { value: "" }, form.required ? "Choose…" : "–"), ...shown);
    select.value = chosen;
  }
  fill();
  return select;
}

function chosen(form, value, change, ctx) {
  return labelled(form, choose(form, value, change, ctx));
}

function flag(form, value, change) {
  const select = h(
    "select",
    { onchange: () => change({ yes: true, no: false }[select.value]) },
    ["", "yes", "no"].map((each) => h("option", { value: each }, each ? each[0].toUpperCase() + each.slice(1) : "–")),
  );
  select.value = { true: "yes", false: "no" }[String(value)] ?? "";
  return labelled(form, select);
}

// Rows of a list, each made by `row(value, change, place)`; `fresh` is the value of a new one.
function rows(values, change, row, { add, fresh, what }) {
  let all = [...values];
  const list = h("div", { class: "rows-of" });
  function draw(focusAt) {
    list.replaceChildren(
      ...all.map((value, place) => {
        const put = (next) => {
          all[place] = next ?? fresh;
          change(all);
        };
        const remove = button("Remove", () => {
          all = all.filter((_, at) => at !== place);
          change(all);
          draw(Math.max(0, place - 1));
        }, { "aria-label": `Remove ${what} ${place + 1}` });
        return h("div", { class: "row-of" }, row(value, put, place), remove);
      }),
      button(add, () => {
        all.push(structuredClone(fresh));
        draw(all.length - 1);
      }),
    );
    if (focusAt !== undefined) {
      const found = list.children[focusAt]?.querySelector("input, textarea, select");
      (found ?? list.lastElementChild).focus();
    }
  }
  draw();
  return list;
}

const asList = (value) => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]);
const unlisted = (values) => (values.length > 1 ? values : values[0]);
const filled = (values) => values.filter((each) => each !== "" && each !== undefined);

function wordings(form, value, change, ctx) {
  const start = asList(value);
  const set = (all) => change(unlisted(filled(all)));
  const row = (each, put, place) => wording(form, each, put, place, ctx);
  return group(form, rows(start.length ? start : [""], set, row, { add: "Add other words", fresh: "", what: form.label }));
}

function wording(form, value, put, place, ctx) {
  const recorded = typeof value === "object" && value !== null;
  let words = recorded ? value.text ?? "" : String(value ?? "");
  const area = h("textarea", {
    rows: 2,
    value: words,
    "aria-label": `${form.label}, wording ${place + 1}`,
    oninput: () => (words = area.value),
    onchange: () => put(recorded ? { ...value, text: area.value.trim() } : area.value.trim().replace(/\s*\n\s*/g, " ")),
  });
  const prompt = () => ({ text: words, audio: recorded ? value.audio : "" });
  return h("div", { class: "wording" }, area, ...hearing(ctx.token, prompt));
}

function list(form, value, change, ctx) {
  const items = asList(value);
  const set = (all) => change(filled(all).length ? filled(all) : undefined);
  const what = form.label.toLowerCase();
  if (form.item === "case") return subforms(form, items, change, ctx, ctx.forms.case.fields, { add: "Add a condition", what: "Condition" });
  const one = { ...form, kind: form.item, example: null, required: false };
  const row = (each, put, place) => {
    const label = `${form.label} ${place + 1}`;
    if (form.item === "wordings") return wordings({ ...one, label, help: "" }, each, put, ctx);
    if (form.item === "text") return plain(one, each, put, { "aria-label": label });
    return choose(one, each, put, ctx, { "aria-label": label });
  };
  return group(form, rows(items, set, row, { add: "Add one", fresh: "", what }));
}

function choices(form, value, change, ctx) {
  return subforms(form, asList(value), change, ctx, ctx.forms.choice.fields, { add: "Add a choice", what: "Choice" });
}

function subforms(form, items, change, ctx, fields, words) {
  const row = (each, put, place) => {
    let now = { ...each };
    const set = (key, next) => {
      now = { ...now, [key]: next };
      if (next === undefined) delete now[key];
      put(now);
    };
    const title = `${words.what} ${place + 1}`;
    return h("fieldset", { class: "sub" }, h("legend", {}, title), someFields(fields, now, set, ctx));
  };
  const set = (all) => change(all.length ? all : undefined);
  return group(form, rows(items, set, row, { add: words.add, fresh: {}, what: words.what.toLowerCase() }));
}

function mapping(form, value, change, ctx) {
  const set = (pairs) => {
    const entries = pairs.filter(([key, each]) => key && each !== undefined && each !== "");
    change(entries.length ? Object.fromEntries(entries) : undefined);
  };
  const one = { ...form, kind: form.item, example: null, required: false };
  const suggested = ctx.keysFor?.(form.key) ?? [];
  const hints = h("datalist", { id: nextId() }, suggested.map((each) => h("option", { value: each })));
  const row = ([key, each], put, place) => {
    const pair = [key, each];
    const name = h("input", {
      value: key,
      list: hints.id,
      autocomplete: "off",
      "aria-label": `${form.label}, name ${place + 1}`,
      onchange: () => put(((pair[0] = name.value.trim()), [...pair])),
    });
    const putValue = (next) => put(((pair[1] = next), [...pair]));
    const label = { "aria-label": `${form.label}, value ${place + 1}` };
    const control = form.item === "text" ? plain(one, each, putValue, label) : choose(one, each, putValue, ctx, label);
    return h("div", { class: "pair" }, name, control);
  };
  const start = Object.entries(value ?? {});
  for (const key of suggested) {
    if (!start.some(([known]) => known === key)) start.push([key, undefined]);
  }
  return group(form, hints, rows(start, set, row, { add: "Add one", fresh: ["", undefined], what: form.label.toLowerCase() }));
}

const USUAL = ["prompt", "slot", "help", "with", "save", "key", "is", "next", "else"];

// The fields that have to be there, are, or are usual, and the others one click away.
export function someFields(fields, values, set, ctx) {
  const make = (form) => {
    let isThere = form.key in values;
    const change = (value) => {
      if (value === undefined && !isThere) return; // such as a pair with its name alone so far
      isThere = value !== undefined;
      set(form.key, value);
    };
    return field(form, values[form.key], change, ctx);
  };
  const usual = fields.filter((form) => form.kind !== "yaml");
  const isShown = (form) => form.required || form.key in values || USUAL.includes(form.key);
  const more = usual.filter((form) => !isShown(form));
  const rest = more.length
    ? h("details", { class: "more" }, h("summary", {}, "More: ", more.map((form) => form.label).join(" · ")))
    : null;
  rest?.addEventListener("toggle", () => rest.children.length === 1 && rest.append(...more.map(make)), { once: true });
  return h("div", { class: "fields" }, usual.filter(isShown).map(make), rest);
}

const MAKERS = { text, number, flag, wordings, list, choices, mapping };
for (const kind of ["way", "slot", "action", "queue", "intent", "flow", "entry", "one_of"]) {
  MAKERS[kind] = chosen;
}
