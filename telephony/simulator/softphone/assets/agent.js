// Being an agent: calls to a client's name ring on this page.

export class AgentDesk {
  // `parts` are the form, its name, its switch and its state; `line` is the connection.
  constructor(parts, line) {
    this.parts = parts;
    this.line = line;
    this.name = new URLSearchParams(location.search).get("agent") ?? "";
    parts.name.value = this.name;
    parts.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask(this.answering ? "" : parts.name.value);
    });
    line.addEventListener("ready", () => {
      parts.button.disabled = false;
      this.show("");
      if (this.name) {
        this.ask(this.name);
      }
    });
    line.addEventListener("lost", () => {
      parts.button.disabled = true;
      this.show("");
    });
    line.addEventListener("answers_as", ({ detail }) => this.show(detail.name));
  }

  ask(name) {
    this.name = name;
    this.line.tell({ type: "answer_as", name });
  }

  show(name) {
    const { button, state, name: field } = this.parts;
    this.answering = name !== "";
    button.setAttribute("aria-pressed", String(this.answering));
    button.textContent = this.answering ? "Stop" : "Answer";
    field.disabled = this.answering;
    state.textContent = this.answering ? `Calls to client:${name} ring here.` : "";
  }
}
