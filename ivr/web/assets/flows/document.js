// The document being edited. The server holds its draft and is asked for every change, one after
// the other; views subscribe and are told what stands and where the change came from.
import { get, post } from "./api.js";

const LOOK_MS = 10_000;

export class EditedDocument {
  constructor(file, token) {
    this.file = file;
    this.token = token;
    this.path = `/flows/api/documents/${encodeURIComponent(file)}`;
    this.view = null;
    this.undone = [];
    this.done = [];
    this.pending = 0;
    this.conflict = null;
    this.flush = () => {};
    this._views = [];
    this._troubles = [];
    this._tail = Promise.resolve();
  }

  subscribe(show) {
    this._views.push(show);
  }

  onTrouble(tell) {
    this._troubles.push(tell);
  }

  async load(cause = { origin: "load" }) {
    try {
      this.conflict = null;
      this._show(await get(this.path), cause);
      this._trouble(null);
    } catch (refused) {
      this._trouble(refused);
    }
  }

  // One typed edit; resolves to whether it was made.
  edit(edit, cause = { origin: "structure" }) {
    this.flush();
    return this._change("edit", () => ({ edit }), cause);
  }

  put(text, cause) {
    return this._change("text", () => ({ text }), cause);
  }

  async undo() {
    this.flush();
    await this._tail;
    const text = this.done.pop();
    if (text === undefined) return;
    const now = this.view.text;
    if (await this._change("text", () => ({ text }), { origin: "undo", keep: false })) {
      this.undone.push(now);
    } else {
      this.done.push(text);
    }
    this._show(this.view, { origin: "undo" });
  }

  async redo() {
    const text = this.undone.pop();
    if (text === undefined) return;
    const kept = [...this.undone];
    await this._change("text", () => ({ text }), { origin: "undo" });
    this.undone = kept;
    this._show(this.view, { origin: "undo" });
  }

  // Posts to another road of the document, with the revision that was seen.
  act(road, body = {}) {
    const job = async () => {
      await this._tail;
      return post(`${this.path}/${road}`, this.token, { revision: this.view.revision, ...body });
    };
    return job().catch((refused) => {
      this._trouble(refused);
      return null;
    });
  }

  watch() {
    setInterval(async () => {
      if (document.hidden || this.pending || this.conflict || !this.view) return;
      const seen = this.view.revision;
      const there = await get(`${this.path}/revision`).catch(() => null);
      if (there && !this.pending && seen === this.view.revision && there.revision !== seen) {
        await this.load({ origin: "others" });
      }
    }, LOOK_MS);
  }

  _change(road, body, cause) {
    this.pending += 1;
    this._tell();
    const job = this._tail.then(async () => {
      if (this.conflict) return false;
      const before = this.view.text;
      try {
        const asked = { revision: this.view.revision, ...body() };
        const view = await post(`${this.path}/${road}`, this.token, asked);
        if (cause.keep !== false && before !== view.text) {
          this.done.push(before);
          this.undone = [];
        }
        this._trouble(null);
        this.pending -= 1;
        this._show(view, cause);
        return true;
      } catch (refused) {
        this.pending -= 1;
        if (refused.status === 409) this.conflict = refused.body;
        this._trouble(refused);
        if (refused.status === 422) this._show(this.view, { origin: "refused" });
        return false;
      }
    });
    this._tail = job.then(() => {});
    return job;
  }

  _show(view, cause) {
    this.view = view;
    for (const show of this._views) show(view, cause);
  }

  _tell() {
    for (const show of this._views) show(this.view, { origin: "pending" });
  }

  _trouble(refused) {
    for (const tell of this._troubles) tell(refused);
  }
}
