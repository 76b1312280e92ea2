// What can be written at a place of the text: keys of the step, and names a key takes.

const KEY = /^(\s*)([a-z_]*)$/;
const VALUE = /^(\s*)(?:- )?(?:.*[{,]\s*)?([a-z_]+):\s*\[?(?:[^[\]]*,\s*)?([\w.]*)$/;

export function completions(context, { forms, view }) {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  const valued = VALUE.exec(before);
  if (valued) return values(context, forms, view, valued);
  const keyed = KEY.exec(before);
  if (!keyed || (!keyed[2] && !context.explicit)) return null;
  return keys(context, forms, keyed, line.number);
}

function keys(context, forms, [, indent, typed], number) {
  const from = context.pos - typed.length;
  if (indent.length === 0) return offered(from, forms.head.fields);
  if (indent.length !== 4) return null;
  const kind = stepType(context.state.doc, number);
  const fields = forms.steps[kind]?.fields ?? [];
  return offered(from, kind ? fields : [{ key: "type", label: "Type", help: "What the step does." }, ...fields]);
}

function offered(from, fields) {
  const options = fields.map((form) => ({ label: form.key, apply: `${form.key}: `, detail: form.label, info: form.help, type: "property" }));
  return { from, options, validFor: /^[a-z_]*$/ };
}

// The type of the step a line stands in, as it is written.
function stepType(doc, number) {
  const kindAt = (at) => /^ {4}type:\s*([a-z_]+)/.exec(doc.line(at).text)?.[1];
  const isStep = (at) => /^ {0,2}[a-z]/.test(doc.line(at).text);
  for (let at = number; at >= 1; at -= 1) {
    if (kindAt(at)) return kindAt(at);
    if (isStep(at)) break;
  }
  for (let at = number + 1; at <= doc.lines && !isStep(at); at += 1) {
    if (kindAt(at)) return kindAt(at);
  }
  return "";
}

function values(context, forms, view, [, indent, key, typed]) {
  const from = context.pos - typed.length;
  if (key === "type") {
    const kinds = indent.length === 4 ? Object.entries(forms.steps).map(([label, form]) => ({ label, detail: form.label, info: form.help })) : [];
    const types = kinds.length ? [] : forms.slot.fields.find((form) => form.key === "type").options.map((label) => ({ label }));
    return { from, options: [...kinds, ...types], validFor: /^\w*$/ };
  }
  const known = names(forms, view, key);
  return known.length ? { from, options: known.map((label) => ({ label, type: "constant" })), validFor: /^[\w.]*$/ } : null;
}

function names(forms, view, key) {
  const all = [...Object.values(forms.steps).flatMap((step) => step.fields), ...forms.head.fields, ...forms.choice.fields, ...forms.case.fields];
  const form = all.find((each) => each.key === key);
  const steps = (view?.outline?.steps ?? []).map((step) => step.name);
  const ways = [...steps, ...(view?.names.way ?? [])];
  const outcomes = new Set(Object.values(view?.names.outcomes ?? {}).flat());
  if (!form) return outcomes.has(key) ? ways : [];
  if (form.options) return form.options;
  const kind = form.item ?? form.kind;
  return kind === "way" ? ways : (view?.names[kind] ?? []);
}
