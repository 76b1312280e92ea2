// Elements in one expression, and dialogs.

export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key in element && key !== "list" && typeof value !== "string") element[key] = value;
    else if (key === "value") element.value = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

export function button(text, onclick, props = {}) {
  return h("button", { type: "button", class: "second small", onclick, ...props }, text);
}

// Asks for what `fields` name; gives an object of their values, or null where it was cancelled.
export function ask(title, fields, confirm) {
  return new Promise((resolve) => {
    const inputs = fields.map((field) => ({ field, input: input(field) }));
    let answer = null;
    const form = h(
      "form",
      {
        method: "dialog",
        onsubmit: () => {
          answer = Object.fromEntries(inputs.map(({ field, input }) => [field.key, input.value.trim()]));
        },
      },
      h("h2", { id: "ask-title" }, title),
      inputs.map(({ field, input }) => [
        h("label", {}, field.label, input),
        field.help ? h("p", { class: "soft" }, field.help) : null,
      ]),
      h(
        "div",
        { class: "buttons" },
        h("button", { type: "button", class: "second", onclick: () => dialog.close() }, "Cancel"),
        h("button", { type: "submit" }, confirm),
      ),
    );
    const dialog = h("dialog", { "aria-labelledby": "ask-title", onclose: done }, form);
    const before = document.activeElement;
    function done() {
      dialog.remove();
      before?.focus?.();
      resolve(answer);
    }
    document.body.append(dialog);
    dialog.showModal();
  });
}

function input(field) {
  if (field.options) {
    return h(
      "select",
      { required: true },
      field.options.map(([value, label]) => h("option", { value }, label)),
    );
  }
  return h("input", {
    value: field.value ?? "",
    required: true,
    maxlength: "80",
    pattern: field.pattern,
    autocomplete: "off",
    spellcheck: "false",
  });
}

export const STEP_NAME = "[a-z][a-z0-9_]*";
