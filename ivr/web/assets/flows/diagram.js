// The flow as a diagram, laid out by itself; what is drawn is what the server made of the text.
const ICONS = { say: "says", collect: "asks", branch: "decides", action: "does", transfer: "person", link: "flow", verify: "identity", offer: "offers", answer: "answers", rate: "rating", record: "message", hangup: "hangs up" };
const LARGEST = 1.25; // size at which a small flow is shown
const LONGEST = 46; // characters of a step's words in its box

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export class Diagram {
  constructor(root, tools, doc, chosen) {
    this.root = root;
    this.shape = "";
    this.cy = window.cytoscape({ container: root, minZoom: 0.15, maxZoom: 2, boxSelectionEnabled: false, autoungrabify: true });
    this.cy.on("tap", "node", (event) => chosen(event.target.data()));
    this._style();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this._style());
    new ResizeObserver(() => this.cy.resize()).observe(root);
    tools.addEventListener("click", (event) => this._zoom(event.target.dataset.zoom));
    doc.subscribe((view, cause) => cause.origin !== "pending" && view.diagram && this._show(view));
  }

  select(name) {
    const node = this.cy.getElementById(name);
    this.cy.nodes().unselect();
    if (!node.length) return;
    node.select();
    if (!this._sees(node)) this.cy.center(node);
  }

  _sees(elements) {
    const box = elements.renderedBoundingBox();
    return box.x1 >= 0 && box.y1 >= 0 && box.x2 <= this.cy.width() && box.y2 <= this.cy.height();
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
    this.root.setAttribute("aria-label", `Diagram of the flow: ${nodes.length} boxes, ${edges.length} ways. The steps beside it say the same.`);
    this.root.dataset.nodes = String(nodes.length);
    if (shape === this.shape) {
      for (const node of nodes) this.cy.getElementById(node.data.id).data("mark", node.data.mark);
      return;
    }
    const first = !this.shape;
    this.shape = shape;
    const chosen = this.cy.$("node:selected").map((node) => node.id());
    const sawAll = first || this._sees(this.cy.elements());
    this.cy.batch(() => {
      this.cy.elements().remove();
      this.cy.add([...nodes, ...edges]);
    });
    this.cy.layout({ name: "dagre", rankDir: "TB", nodeSep: 18, rankSep: 44, edgeSep: 10, useDagreEdgeControlPoints: true, fit: sawAll, padding: 20, animate: false }).run();
    if (sawAll) this._frame();
    this.select(chosen[0] ?? ":start");
    if (!chosen.length) this.cy.nodes().unselect();
    this.root.dataset.seen = String(this.cy.nodes().filter((node) => this._sees(node)).length);
  }

  // Small flows are shown whole, large ones from their start, in a size that can be read.
  _frame() {
    if (this.cy.zoom() > LARGEST) {
      this.cy.zoom(LARGEST);
      this.cy.center();
    }
    if (this.cy.zoom() >= 0.55) return;
    const start = this.cy.getElementById(":start");
    this.cy.zoom(0.75);
    this.cy.center(start);
    this.cy.panBy({ x: 0, y: 40 - this.cy.height() / 2 + 20 });
  }

  _zoom(how) {
    const cy = this.cy;
    const middle = { x: cy.width() / 2, y: cy.height() / 2 };
    if (how === "fit") cy.fit(undefined, 20);
    if (how === "in" || how === "out") cy.zoom({ level: cy.zoom() * (how === "in" ? 1.3 : 1 / 1.3), renderedPosition: middle });
  }

  _style() {
    const [ink, soft, sheet, edge, accent, bad, warn] = ["--ink", "--soft", "--sheet", "--edge", "--accent", "--bad", "--warn"].map(token);
    const filled = { say: "--line-bubble", collect: "--caller-bubble", action: "--warn-bg", branch: "--mute-bg", transfer: "--cool-bg", hangup: "--sunk" };
    const kinds = Object.entries(filled).map(([kind, name]) => ({ selector: `node[kind = "${kind}"]`, style: { "background-color": token(name) } }));
    this.cy.style([
      { selector: "node", style: { label: "data(caption)", color: ink, "font-size": 12, "font-family": token("--sans"), "text-wrap": "wrap", "text-max-width": 150, "text-valign": "center", "text-halign": "center", width: 176, height: 58, shape: "round-rectangle", "background-color": sheet, "border-width": 1, "border-color": edge } },
      ...kinds,
      { selector: 'node[kind = "branch"]', style: { shape: "cut-rectangle" } },
      { selector: 'node[kind = "start"], node[kind = "target"], node[kind = "person"], node[kind = "flow"], node[kind = "matter"]', style: { shape: "round-tag", width: 110, height: 34, "font-weight": 600, "background-color": sheet, "border-color": soft } },
      { selector: 'node[kind = "start"], node[kind = "target"]', style: { shape: "ellipse", width: 84 } },
      { selector: 'node[kind = "missing"]', style: { "border-style": "dashed", "border-color": bad, color: bad, height: 34, width: 130 } },
      { selector: 'node[mark = "error"]', style: { "border-width": 3, "border-color": bad } },
      { selector: 'node[mark = "warning"]', style: { "border-width": 2, "border-color": warn } },
      { selector: "node:selected", style: { "border-width": 4, "border-color": accent } },
      { selector: "edge", style: { width: 1.5, "line-color": soft, "target-arrow-color": soft, "target-arrow-shape": "triangle", "arrow-scale": 0.9, "curve-style": "bezier", label: "data(label)", color: soft, "font-size": 10, "font-family": token("--sans"), "text-background-color": token("--paper"), "text-background-opacity": 0.9, "text-background-padding": 2, "text-wrap": "wrap", "text-max-width": 90 } },
    ]);
  }
}

// Each step has ends of its own, so that no way crosses the whole picture to the one end of all.
function withOwnEnds({ nodes, edges }) {
  const ends = new Map(nodes.filter((node) => node.id.startsWith(":") && node.kind !== "start").map((node) => [node.id, node]));
  const copies = new Map();
  const led = edges.map((edge) => {
    if (!ends.has(edge.to)) return edge;
    const id = `${edge.to}@${edge.from}`;
    copies.set(id, { ...ends.get(edge.to), id });
    return { ...edge, to: id };
  });
  return { nodes: [...nodes.filter((node) => !ends.has(node.id)), ...copies.values()], edges: led };
}

function caption({ id, kind, label, text }) {
  if (id.startsWith(":")) return kind === "matter" || kind === "flow" ? `${kind}: ${label}` : label;
  const words = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return `${label} · ${ICONS[kind] ?? kind}${words ? `\n${words}` : ""}`;
}
