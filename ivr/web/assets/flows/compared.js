// Diagrams of a flow before and after, beside one another; a click on a step finds it on both sides.
import { caption, LAYOUT, sheet, token, withOwnEnds } from "./diagram.js";

const SIGNS = { added: "+ ", removed: "− ", changed: "≠ " };

function marks() {
  const looks = [["added", "--good", "double", "solid"], ["removed", "--bad", "dashed", "dashed"], ["changed", "--warn", "solid", "solid"]];
  return looks.flatMap(([mark, colour, border, line]) => [
    { selector: `node[mark = "${mark}"]`, style: { "border-width": 5, "border-style": border, "border-color": token(colour) } },
    { selector: `edge[mark = "${mark}"]`, style: { width: 3, "line-style": line, "line-color": token(colour), "target-arrow-color": token(colour), color: token(colour) } },
  ]);
}

function draw(root, diagram) {
  const drawn = withOwnEnds(diagram);
  const nodes = drawn.nodes.map((node) => ({ group: "nodes", data: { ...node, caption: (SIGNS[node.mark] ?? "") + caption(node) } }));
  const edges = drawn.edges.map((edge, at) => ({ group: "edges", data: { id: `e${at}`, source: edge.from, target: edge.to, label: (SIGNS[edge.mark] ?? "") + edge.label, mark: edge.mark } }));
  const cy = window.cytoscape({ container: root, elements: [...nodes, ...edges], minZoom: 0.15, maxZoom: 2, userZoomingEnabled: false, boxSelectionEnabled: false, autoungrabify: true });
  const style = () => cy.style([...sheet().filter((each) => each.selector !== "node:selected"), ...marks(), { selector: "node:selected", style: { "overlay-color": token("--accent"), "overlay-opacity": 0.3 } }]);
  style();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", style);
  cy.layout({ ...LAYOUT, fit: true }).run();
  root.dataset.marked = nodes.filter((node) => node.data.mark).map((node) => node.data.caption.split("\n")[0]).join("; ");
  return cy;
}

function find(cy, name) {
  cy.nodes().unselect();
  cy.container().dataset.found = "";
  const node = cy.getElementById(name);
  if (!node.length) return;
  node.select();
  cy.container().dataset.found = name;
  cy.zoom(0.8);
  cy.center(node);
}

for (const root of document.querySelectorAll(".compared-diagrams")) {
  const sides = ["before", "after"].map((side) => draw(root.querySelector(`[data-side="${side}"]`), JSON.parse(root.dataset[side])));
  for (const cy of sides) cy.on("tap", "node", (event) => sides.forEach((each) => find(each, event.target.id())));
}
