// Conversations saved as tests: kept by name, and held against the drafts at a click.
import { get, post } from "./api.js";
import { ask, button, h } from "./dom.js";

export class SavedTests {
  constructor(root, doc, trying) {
    this.doc = doc;
    this.trying = trying;
    this.told = h("p", { class: "soft", role: "status" });
    this.list = h("ul", { class: "tests" });
    this.save = button("Save as a test", () => this._save(), { disabled: true });
    this.all = button("Run all", () => this._runAll(), { hidden: true });
    root.append(
      h("section", { "aria-labelledby": "tests-title" }, h("div", { class: "tests-head" }, h("h2", { id: "tests-title" }, "Saved tests"), this.save, this.all), h("p", { class: "help" }, "They run against every draft before it is published."), this.told, this.list),
    );
    trying.onTurn(() => (this.save.disabled = false));
    this.rows = new Map();
  }

  async load() {
    const found = await get("/flows/api/tests").catch(() => null);
    if (found) this._show(found.tests);
  }

  _show(tests) {
    const before = this.rows;
    this.rows = new Map(tests.map((test) => [test.id, before.get(test.id) ?? this._row(test)]));
    this.list.replaceChildren(...[...this.rows.values()].map((row) => row.item));
    this.all.hidden = !tests.length;
  }

  _row(test) {
    const result = h("p", { class: "result", role: "status" });
    const run = button("Run", () => this._run(test.id), { "aria-label": `Run ${test.name}` });
    const away = button("Delete", () => this._delete(test), { "aria-label": `Delete ${test.name}` });
    const item = h("li", {}, h("div", { class: "test" }, h("span", {}, h("strong", {}, test.name), " ", h("span", { class: "soft" }, test.made)), run, away), result);
    return { item, result, run };
  }

  async _save() {
    const answer = await ask("Save as a test", [{ key: "test", label: "Name", help: "What the test is about, such as: an order on its way." }], "Save");
    if (!answer) return;
    await this._asked(`/flows/api/try/${this.trying.name}/save`, { ...answer, ...this.trying.soFar() }, (saved) => {
      this.trying.name = saved.name;
      this._show(saved.tests);
      this.told.textContent = saved.warning || `Saved as “${answer.test}”.`;
    });
  }

  async _run(id) {
    const { result, run } = this.rows.get(id);
    run.disabled = true;
    result.textContent = "Running…";
    result.className = "result";
    this.doc.flush();
    await this._asked(`/flows/api/tests/${id}/run`, {}, ({ passed, difference }) => {
      result.textContent = passed ? "Passed" : `Failed: ${difference}`;
      result.className = passed ? "result good" : "result bad";
    });
    if (result.textContent === "Running…") result.textContent = "";
    run.disabled = false;
  }

  async _runAll() {
    this.all.disabled = true;
    for (const id of [...this.rows.keys()]) await this._run(id);
    this.all.disabled = false;
    const failed = [...this.rows.values()].filter((row) => row.result.classList.contains("bad")).length;
    this.told.textContent = failed ? `${failed} of ${this.rows.size} failed.` : "All passed.";
  }

  async _delete(test) {
    if (!window.confirm(`Delete the test “${test.name}”?`)) return;
    await this._asked(`/flows/api/tests/${test.id}/remove`, {}, (left) => this._show(left.tests));
  }

  async _asked(path, body, show) {
    this.told.textContent = "";
    try {
      show(await post(path, this.doc.token, body));
    } catch (refused) {
      this.told.textContent = refused.message;
    }
  }
}
