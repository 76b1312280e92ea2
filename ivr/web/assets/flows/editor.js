// The editor's page: three views of one document that the server keeps in step.
import { get } from "./api.js";
import { Diagram } from "./diagram.js";
import { EditedDocument } from "./document.js";
import { h } from "./dom.js";
import { Steps, sentence } from "./steps.js";
import { Replay } from "./replay.js";
import { SavedTests } from "./tests.js";
import { Tree } from "./tree.js";
import { Trying } from "./trying.js";
import { YamlText } from "./yaml.js";

const page = document.getElementById("editor");
const at = (id) => document.getElementById(id);
const TITLES = { policy: "Policy", phrases: "Phrases", knowledge: "Knowledge base", hours: "Opening hours" };
const STATES = { live: "Live", changed: "Changed", new: "New", removed: "To be removed" };

const doc = new EditedDocument(page.dataset.file, page.dataset.token);
const forms = await get("/flows/api/forms");
const isFlow = page.dataset.kind === "flow";
let diagram = null;
const steps = isFlow ? new Steps(at("forms"), doc, forms, (name) => diagram.select(name)) : new Tree(at("forms"), doc, page.dataset.kind);
if (isFlow) {
  diagram = new Diagram(at("diagram"), page.querySelector(".map-tools"), doc, (node) => chosen(node));
}
const yaml = new YamlText(at("yaml"), doc, forms);
const trying = new Trying(at("try"), doc, (place) => {
  const [flow, step] = place.split(".");
  if (doc.view.files[flow] === page.dataset.file) diagram?.select(step);
});
const tests = new SavedTests(at("try"), doc, trying);
new Replay(at("try"), doc);

function chosen({ id, kind, label }) {
  if (kind === "flow" && doc.view.files[label]) {
    location.href = `/flows/${encodeURIComponent(doc.view.files[label])}`;
  } else if (!id.startsWith(":")) {
    show("forms");
    steps.open(id);
  }
}

// ---- tabs

function show(name, focus = false) {
  for (const tab of page.querySelectorAll("[role=tab]")) {
    const isIt = tab.getAttribute("aria-controls") === name;
    tab.setAttribute("aria-selected", String(isIt));
    tab.tabIndex = isIt ? 0 : -1;
    at(tab.getAttribute("aria-controls")).hidden = !isIt;
    if (isIt && focus) tab.focus();
  }
  if (name !== "yaml") doc.flush();
}

page.querySelector("[role=tablist]").addEventListener("click", (event) => {
  const name = event.target.getAttribute("aria-controls");
  if (name) show(name);
});
page.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
  const tabs = [...page.querySelectorAll("[role=tab]")];
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const now = tabs.indexOf(event.target);
  if (!step || now < 0) return;
  show(tabs[(now + step + tabs.length) % tabs.length].getAttribute("aria-controls"), true);
});

// ---- state, problems, trouble

doc.subscribe((view, cause) => {
  at("undo").disabled = !doc.done.length || Boolean(doc.pending);
  at("redo").disabled = !doc.undone.length || Boolean(doc.pending);
  at("saved").textContent = doc.pending ? "Saving…" : draftOf(view);
  if (cause.origin === "pending") return;
  at("state").textContent = STATES[view.state];
  at("state").className = `badge state-${view.state}`;
  at("title").textContent = TITLES[view.kind] || view.outline?.head.title || page.dataset.file;
  at("discard").disabled = !view.revision;
  problems(view);
});

function draftOf(view) {
  if (!view?.revision) return "";
  const time = new Date(view.edited_at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  return `Draft saved by ${view.edited_by}, ${time}`;
}

function problems(view) {
  const errors = view.problems.filter((each) => each.severity === "error").length;
  const advice = view.problems.length - errors;
  const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
  const others = view.elsewhere.length ? ` · ${count(view.elsewhere.length, "error")} in other documents` : "";
  const own = [errors && count(errors, "error"), advice && count(advice, "warning")].filter(Boolean).join(", ");
  const box = at("problems");
  box.className = `problems ${errors ? "error" : advice ? "warning" : "good"}`;
  box.querySelector("summary").textContent = `${own || "No problems"}${others}`;
  box.querySelector("ol").replaceChildren(...[...view.problems, ...view.elsewhere].map((each) => problem(each, view)));
}

function problem(each, view) {
  const words = `${sentence(each.what)} ${sentence(each.remedy)}`;
  const here = each.file === view.file;
  const where = here ? (each.step ? `Step ${each.step}` : `Line ${each.line}`) : each.file;
  const go = () => {
    if (!here) location.href = `/flows/${encodeURIComponent(each.file)}`;
    else if (each.step && view.outline) show("forms"), steps.open(each.step);
    else show("yaml"), yaml.goTo(each.line);
  };
  return h("li", { class: each.severity }, h("button", { type: "button", class: "link", onclick: go }, where), " ", words);
}

doc.onTrouble((refused) => {
  const bar = at("trouble");
  bar.hidden = !refused;
  if (!refused) return;
  const again = h("button", { type: "button", class: "second small", onclick: () => doc.load() }, "Load what stands now");
  const isTheirs = refused.status === 409;
  bar.replaceChildren(h("span", {}, isTheirs ? `${refused.message} Your last change was not stored, and theirs is as they left it. ` : refused.message), isTheirs || refused.status === 0 ? again : "");
});

// ---- the document as a whole

at("undo").addEventListener("click", () => doc.undo());
at("redo").addEventListener("click", () => doc.redo());
document.addEventListener("keydown", (event) => {
  const typing = event.composedPath().some((each) => each.matches?.("input, textarea, .cm-content"));
  if (typing || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
  event.preventDefault();
  event.shiftKey ? doc.redo() : doc.undo();
});
for (const [id, question] of [
  ["discard", "Discard the draft? What is live stays as it is."],
  ["remove", "Remove this flow from the line? Callers have it until that is published."],
]) {
  at(id)?.addEventListener("click", async () => {
    if (!window.confirm(question)) return;
    const done = await doc.act(id);
    if (done) location.href = done.page;
  });
}
window.addEventListener("beforeunload", () => doc.flush());

await Promise.all([doc.load(), tests.load()]);
doc.watch();
const wanted = new URLSearchParams(location.search);
if (wanted.get("step")) steps.open(wanted.get("step"));
if (wanted.get("line")) show("yaml"), yaml.goTo(Number(wanted.get("line")));
page.dataset.ready = "yes";
