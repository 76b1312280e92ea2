// The document as text: colours, problems in their lines, and what can be written where.
import * as cm from "../vendor/codemirror.min.js";
import { completions } from "./yaml-words.js";
import { sentence } from "./steps.js";

const TYPED_MS = 500; // of rest, after which the text is stored and checked

const colours = cm.HighlightStyle.define([
  { tag: [cm.tags.propertyName, cm.tags.definition(cm.tags.propertyName)], color: "var(--accent)" },
  { tag: [cm.tags.string, cm.tags.content], color: "var(--ink)" },
  { tag: cm.tags.comment, color: "var(--soft)", fontStyle: "italic" },
  { tag: [cm.tags.number, cm.tags.bool, cm.tags.keyword], color: "var(--cool)" },
]);

const looks = cm.EditorView.theme({
  "&": { backgroundColor: "var(--sheet)", color: "var(--ink)", fontSize: "0.875rem", maxHeight: "70vh" },
  "&.cm-focused": { outline: "3px solid var(--accent)" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--sunk)", color: "var(--soft)", border: "none" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--accent) 7%, transparent)" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--ink)" },
  ".cm-selectionBackground, &.cm-focused .cm-selectionBackground": { backgroundColor: "color-mix(in srgb, var(--accent) 25%, transparent) !important" },
  ".cm-tooltip, .cm-panels": { backgroundColor: "var(--sheet)", color: "var(--ink)", border: "1px solid var(--edge)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--accent-ink)" },
});

export class YamlText {
  constructor(root, doc, forms) {
    this.doc = doc;
    this.timer = null;
    const shadow = root.attachShadow({ mode: "open" }); // styles adopted there need no inline style
    const names = () => ({ forms, view: doc.view });
    this.view = new cm.EditorView({
      parent: shadow,
      root: shadow,
      extensions: [
        cm.lineNumbers(), cm.history(), cm.drawSelection(), cm.highlightActiveLine(), cm.indentOnInput(),
        cm.indentUnit.of("  "), cm.yaml(), cm.syntaxHighlighting(colours), cm.closeBrackets(), cm.lintGutter(),
        cm.search({ top: true }), cm.EditorView.lineWrapping, looks,
        cm.autocompletion({ override: [(context) => completions(context, names())] }),
        cm.keymap.of([...cm.completionKeymap, ...cm.searchKeymap, ...cm.historyKeymap, ...cm.defaultKeymap]),
        cm.EditorView.contentAttributes.of({ "aria-label": "YAML of the document", tabindex: "0", spellcheck: "false" }),
        cm.EditorView.updateListener.of((update) => this._typed(update)),
      ],
    });
    doc.flush = () => this._store();
    doc.subscribe((view, cause) => cause.origin !== "pending" && this._show(view));
  }

  goTo(line) {
    const there = this.view.state.doc.line(Math.min(Math.max(1, line), this.view.state.doc.lines));
    this.view.dispatch({ selection: { anchor: there.from }, effects: cm.EditorView.scrollIntoView(there.from, { y: "center" }) });
    this.view.focus();
  }

  get _text() {
    return this.view.state.doc.toString();
  }

  _typed(update) {
    if (!update.docChanged || this.setting) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this._store(), TYPED_MS);
  }

  _store() {
    if (this.timer === null) return;
    clearTimeout(this.timer);
    this.timer = null;
    if (this.doc.view && this._text !== this.doc.view.text) this.doc.put(this._text, { origin: "yaml" });
  }

  _show(view) {
    const text = view.text ?? "";
    if (this.timer === null && text !== this._text && !this.doc.pending) this._set(text);
    const last = this.view.state.doc.lines;
    const found = view.problems.map((problem) => {
      const line = this.view.state.doc.line(Math.min(Math.max(1, problem.line), last));
      const from = line.from + (line.text.length - line.text.trimStart().length);
      return { from, to: line.to, severity: problem.severity, message: `${sentence(problem.what)} ${sentence(problem.remedy)}` };
    });
    this.view.dispatch(cm.setDiagnostics(this.view.state, found));
  }

  _set(text) {
    const now = this._text;
    let start = 0;
    while (start < Math.min(now.length, text.length) && now[start] === text[start]) start += 1;
    let end = 0;
    while (end < Math.min(now.length, text.length) - start && now.at(-1 - end) === text.at(-1 - end)) end += 1;
    this.setting = true;
    this.view.dispatch({ changes: { from: start, to: now.length - end, insert: text.slice(start, text.length - end) } });
    this.setting = false;
  }
}
