// The flow as a diagram, laid out by itself; what is drawn is what the server made of the text.
import { BY_KEYS, beginAt, bringIn, caption, isReadable, layOut, looks, picture, sees, withOwnEnds, zoom } from "./drawing.js";

export class Diagram {
  constructor(root, tools, doc, chosen) {
    this.root = root;
    this.shape = "";
    this.cy = picture(root, looks);
    this.cy.on("tap", "node", (event) => chosen(event.target.data()));
    tools.addEventListener("click", (event) => zoom(this.cy, event.target.dataset.zoom));
    doc.subscribe((view, cause) => cause.origin !== "pending" && view.diagram && this._show(view));
  }

  select(name) {
    const node = this.cy.getElementById(name);
    this.cy.nodes().unselect();
    if (!node.length) return;
    node.select();
    if (!sees(this.cy, node) || !isReadable(this.cy)) bringIn(this.cy, node);
  }

  _show({ diagram, problems }) {
    const marks = new Map();
    for (const each of problems) {
      if (each.step && marks.get(each.step) !== "error") marks.set(each.step, each.severity);
    }
    const drawn = withOwnEnds(diagram);
    const nodes = drawn.nodes.map((node) => ({ group: "nodes", data: { ...node, caption: caption(node), mark: marks.get(node.id) ?? "" } }));
    const edges = drawn.edges.map((edge, at) => ({ group: "edges", data: { id: `e${at}`, source: edge.from, target: edge.to, label: edge.label } }));
    const shape = JSON.stringify([nodes.map((n) => [n.data.id, n.data.caption]), edges.map((e) => e.data)]);
    this.root.setAttribute("aria-label", `Diagram of the flow: ${nodes.length} boxes, ${edges.length} ways. The steps beside it say the same. ${BY_KEYS}`);
    this.root.dataset.nodes = String(nodes.length);
    if (shape === this.shape) {
      for (const node of nodes) this.cy.getElementById(node.data.id).data("mark", node.data.mark);
      return;
    }
    const first = !this.shape;
    this.shape = shape;
    const chosen = this.cy.$("node:selected").map((node) => node.id());
    const sawAll = first || sees(this.cy, this.cy.elements());
    this.cy.batch(() => {
      this.cy.elements().remove();
      this.cy.add([...nodes, ...edges]);
    });
    const start = this.cy.getElementById(":start");
    layOut(this.cy, sawAll);
    if (sawAll) beginAt(this.cy, start);
    const [kept] = chosen.map((id) => this.cy.getElementById(id)).filter((node) => node.length);
    if (kept) this.select(kept.id());
    else if (!sees(this.cy, start)) this.cy.center(start);
    this.root.dataset.seen = String(this.cy.nodes().filter((node) => sees(this.cy, node)).length);
  }
}
