// How a flow is drawn: boxes, lines, layout and zoom, alike wherever a diagram stands.
const ICONS = { say: "says", collect: "asks", branch: "decides", action: "does", transfer: "person", link: "flow", verify: "identity", offer: "offers", answer: "answers", rate: "rating", record: "message", hangup: "hangs up" };
const LONGEST = 46; // characters of a step's words in its box
const READABLE = 0.55; // the zoom below which a box's words are too small
const LARGEST = 1.25; // the zoom at which a small flow is shown
const STEP_PX = 80; // that an arrow key moves a picture
const WAYS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const ZOOMS = { "+": "in", "=": "in", "-": "out", 0: "fit" };
export const BY_KEYS = "Arrow keys move it, plus and minus zoom, 0 fits it into its frame.";

export const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// A picture without anything in it, that goes with its frame and with the colours of the page.
export function picture(root, styles, more = {}) {
  const cy = window.cytoscape({ container: root, minZoom: 0.15, maxZoom: 2, boxSelectionEnabled: false, autoungrabify: true, ...more });
  const dress = () => cy.style(styles());
  dress();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", dress);
  new ResizeObserver(() => cy.resize()).observe(root);
  root.tabIndex = 0;
  root.addEventListener("keydown", (event) => byKey(cy, event));
  return cy;
}

function byKey(cy, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const [way, how] = [WAYS[event.key], ZOOMS[event.key]];
  if (way) cy.panBy({ x: way[0] * STEP_PX, y: way[1] * STEP_PX });
  if (how) zoom(cy, how);
  if (way || how) event.preventDefault();
}

export const isReadable = (cy) => cy.zoom() >= READABLE;

export function layOut(cy, fit) {
  cy.layout({ name: "dagre", rankDir: "TB", nodeSep: 18, rankSep: 44, edgeSep: 10, useDagreEdgeControlPoints: true, fit, padding: 20, animate: false }).run();
}

export function sees(cy, elements) {
  const box = elements.renderedBoundingBox();
  return box.x1 >= 0 && box.y1 >= 0 && box.x2 <= cy.width() && box.y2 <= cy.height();
}

// Small flows are shown whole, large ones begin at one box, in a size that can be read.
export function beginAt(cy, node) {
  if (cy.zoom() > LARGEST) {
    cy.zoom(LARGEST);
    cy.center();
  }
  if (isReadable(cy)) return;
  cy.zoom(0.75);
  cy.center(node);
  cy.panBy({ x: 0, y: 40 - cy.height() / 2 + 20 });
}

// Moves a box into the middle, in a size that can be read.
export function bringIn(cy, node) {
  if (!isReadable(cy)) cy.zoom(0.75);
  cy.center(node);
}

export function zoom(cy, how) {
  const middle = { x: cy.width() / 2, y: cy.height() / 2 };
  if (how === "fit") cy.fit(undefined, 20);
  if (how === "in" || how === "out") cy.zoom({ level: cy.zoom() * (how === "in" ? 1.3 : 1 / 1.3), renderedPosition: middle });
}

export function looks() {
  const [ink, soft, sheet, edge, accent, bad, warn] = ["--ink", "--soft", "--sheet", "--edge", "--accent", "--bad", "--warn"].map(token);
  const filled = { say: "--line-bubble", collect: "--caller-bubble", action: "--warn-bg", branch: "--mute-bg", transfer: "--cool-bg", hangup: "--sunk" };
  const kinds = Object.entries(filled).map(([kind, name]) => ({ selector: `node[kind = "${kind}"]`, style: { "background-color": token(name) } }));
  return [
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
  ];
}

// Each step has ends of its own, so that no way crosses the whole picture to the one end of all.
export function withOwnEnds({ nodes, edges }) {
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

export function caption({ id, kind, label, text }) {
  if (id.startsWith(":")) return kind === "matter" || kind === "flow" ? `${kind}: ${label}` : label;
  const words = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return `${label} · ${ICONS[kind] ?? kind}${words ? `\n${words}` : ""}`;
}
