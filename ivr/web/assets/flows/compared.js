// A flow before and after, side by side. Both sides are laid out as one picture, so that a step has its place on either.
import { get } from "./api.js";
import { button, h } from "./dom.js";
import { BY_KEYS, beginAt, bringIn, caption, layOut, looks, picture, token, withOwnEnds, zoom } from "./drawing.js";

const SIDES = { before: "Before", after: "After" };
// Sign, word, line of the frame, colour, and how the legend names frame and line.
const MARKS = { added: ["+", "Added", "solid", "--good", "thick frame or line"], removed: ["−", "Removed", "dashed", "--bad", "dashed frame or line"], changed: ["≠", "Changed", "double", "--cool", "double frame, dotted line"] };

for (const box of document.querySelectorAll("details.compared-flow")) {
  const draw = () => box.open && !box.dataset.begun && begin(box);
  box.addEventListener("toggle", draw);
  draw();
}

async function begin(box) {
  box.dataset.begun = "yes";
  const status = box.querySelector("[role=status]");
  try {
    show(box, status, await get(box.dataset.source));
  } catch (refused) {
    status.textContent = refused.message;
  }
  box.dataset.ready = "yes";
}

function show(box, status, found) {
  const frames = Object.entries(SIDES).map(([side, title]) => [side, title, h("div", { class: "frame", role: "application" })]);
  const steps = h("ul", { class: "marked-steps" });
  const tools = h("div", { class: "map-tools", role: "toolbar", "aria-label": "Both diagrams" });
  box.append(
    h("div", { class: "compared-head" }, legend(), tools),
    h("div", { class: "compared-sides" }, frames.map(([, title, frame]) => h("div", {}, h("p", { class: "side-name" }, title), frame))),
    steps,
  );
  const pictures = frames.map(([side, title, frame]) => drawn(found, side, title, frame));
  const marked = found.nodes.filter((node) => node.mark);
  const first = marked[0]?.id ?? ":start";
  for (const cy of pictures) beginAt(cy, cy.getElementById(first));
  joined(pictures);
  const choose = (id, moves) => {
    status.textContent = told(found.nodes.find((node) => node.id === id));
    for (const cy of pictures) {
      cy.nodes().unselect();
      cy.getElementById(id).select();
    }
    if (moves) bringIn(pictures[0], pictures[0].getElementById(id));
  };
  for (const cy of pictures) {
    cy.on("tap", "node", (event) => choose(event.target.id(), false));
    cy.on("mouseover mouseout", "node", ({ type, target }) => {
      for (const each of pictures) each.getElementById(target.id()).toggleClass("pointed", type === "mouseover");
    });
  }
  for (const [how, sign, words] of [["in", "+", "Zoom in"], ["out", "−", "Zoom out"], ["fit", "Fit"]]) {
    tools.append(button(sign, () => zoom(pictures[0], how), { "aria-label": words }));
  }
  steps.append(...marked.map((node) => h("li", { class: node.mark }, button(told(node), () => choose(node.id, true)))));
  status.textContent = marked.length ? "Choose a step to see it on both sides." : "Every step is the same on both sides.";
}

// What a step is to the two sides, in words.
function told(node) {
  if (!node || node.id.startsWith(":")) return "";
  const was = node.before?.label;
  if (node.mark === "changed" && was !== node.id) return `Renamed: ${node.id}, before ${was}`;
  return node.mark ? `${MARKS[node.mark][1]}: ${node.id}` : `The same on both sides: ${node.id}`;
}

function legend() {
  const marks = Object.entries(MARKS).map(([mark, [sign, words, , , form]]) => h("li", { class: mark }, h("span", { class: "swatch", "aria-hidden": "true" }, sign), `${words}: ${form}`));
  return h("ul", { class: "legend", "aria-label": "Legend" }, marks);
}

function drawn(found, side, title, frame) {
  const other = side === "before" ? "after" : "before";
  const { nodes, edges } = withOwnEnds({
    nodes: found.nodes.map((node) => ({ ...node, ...(node[side] ?? node[other]), id: node.id, isHere: node[side] !== null })),
    edges: found.edges.map((edge) => ({ ...edge, isHere: edge[side] !== null })),
  });
  const led = new Set(edges.filter((edge) => edge.isHere).map((edge) => edge.to));
  const here = (node) => (node.id.includes("@") ? led.has(node.id) : node.isHere);
  const cy = picture(frame, () => [...looks(), ...marks()], { userZoomingEnabled: false });
  cy.add([
    ...nodes.map((node) => ({ group: "nodes", classes: here(node) ? "" : "absent", data: { ...node, caption: signed(node.mark, caption(node)) } })),
    ...edges.map((edge, at) => ({ group: "edges", classes: edge.isHere ? "" : "absent", data: { id: `e${at}`, source: edge.from, target: edge.to, mark: edge.mark, label: signed(edge.mark, edge[side] ?? "") } })),
  ]);
  layOut(cy, true);
  const steps = nodes.filter((node) => here(node) && !node.id.startsWith(":"));
  const count = (mark) => steps.filter((node) => node.mark === mark).length;
  const counts = Object.entries(MARKS).map(([mark, [, words]]) => count(mark) && `${count(mark)} ${words.toLowerCase()}`);
  frame.setAttribute("aria-label", `${title}: ${[`${steps.length} steps`, ...counts.filter(Boolean)].join(", ")}. The list below names them. ${BY_KEYS}`);
  frame.dataset.steps = steps.map((node) => node.label).join(" ");
  return cy;
}

const signed = (mark, text) => (mark ? `${MARKS[mark][0]} ${text}`.trim() : text);

function marks() {
  const each = Object.entries(MARKS).flatMap(([mark, [, , line, colour]]) => [
    { selector: `node[mark = "${mark}"]`, style: { "border-width": line === "double" ? 6 : 4, "border-style": line, "border-color": token(colour) } },
    { selector: `edge[mark = "${mark}"]`, style: { width: 3, "line-style": line === "double" ? "dotted" : line, "line-color": token(colour), "target-arrow-color": token(colour), color: token(colour), "font-size": 12, "font-weight": 600 } },
  ]);
  const accent = token("--accent");
  return [
    ...each,
    { selector: "node:selected", style: { "outline-width": 4, "outline-color": accent, "outline-offset": 4 } },
    { selector: ".pointed", style: { "overlay-color": accent, "overlay-opacity": 0.15, "overlay-padding": 6 } },
    { selector: ".absent", style: { visibility: "hidden" } },
  ];
}

// Where one side is moved or zoomed, the other goes with it.
function joined([left, right]) {
  let isLed = false;
  for (const [from, to] of [[left, right], [right, left]]) {
    from.on("viewport", () => {
      if (isLed) return;
      isLed = true;
      to.viewport({ zoom: from.zoom(), pan: { ...from.pan() } });
      isLed = false;
    });
  }
}
