import { byId } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";
/** How long a change travels along a line. Milliseconds. */
const TRAVEL_MS = 500;
/** Space up to which a card below is the next one. Pixels. */
const NEXT = 24;

const still = matchMedia("(prefers-reduced-motion: reduce)");
const paths = new Map();
let drawn;

new ResizeObserver(() => drawn && drawLines(drawn)).observe(byId("picture"));

/** Draws the lines between the cards where the cards are now. */
export function drawLines(picture) {
  drawn = picture;
  const box = byId("picture").getBoundingClientRect();
  byId("lines").setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
  for (const { id, tableId, functionId, health, state } of picture.mappings) {
    const look = state === "Not deployed" ? "missing" : health;
    draw(`${id} in`, tableId, id, look, box);
    draw(`${id} out`, id, functionId, look, box);
  }
  for (const { id, functionId, batches, deployed } of picture.buckets) {
    draw(`${id} in`, functionId, id, deployed ? (batches > 0 ? "bad" : "idle") : "missing", box);
  }
}

function draw(key, from, to, health, box) {
  const path = paths.get(key) ?? addPath(key);
  const [start, end] = [byId(from), byId(to)].map((card) => card?.getBoundingClientRect());
  if (!start || !end) return;
  path.setAttribute("d", curve(start, end, box));
  path.setAttribute("class", `line ${health}`);
}

function addPath(key) {
  const path = document.createElementNS(SVG, "path");
  byId("lines").append(path);
  paths.set(key, path);
  return path;
}

/** From side to side where the cards stand in columns, straight down to the next card, else along the left edge. */
function curve(start, end, box) {
  const at = (x, y) => `${x - box.left} ${y - box.top}`;
  if (start.right < end.left) {
    const bend = (start.right + end.left) / 2;
    const [y1, y2] = [middle(start), middle(end)];
    return `M ${at(start.right, y1)} C ${at(bend, y1)} ${at(bend, y2)} ${at(end.left, y2)}`;
  }
  const gap = end.top - start.bottom;
  if (gap >= 0 && gap < NEXT) {
    const x = Math.max(start.left, end.left) + 24;
    return `M ${at(x, start.bottom)} L ${at(x, end.top)}`;
  }
  const gutter = Math.min(start.left, end.left) - 8;
  const [y1, y2] = [middle(start), middle(end)];
  return `M ${at(start.left, y1)} Q ${at(gutter, y1)} ${at(gutter, y1 + 8)} L ${at(gutter, y2 - 8)} Q ${at(gutter, y2)} ${at(end.left, y2)}`;
}

function middle({ top, height }) {
  return top + height / 2;
}

const travelled = new Set();

/** Lets a change travel: into the mapping when it is read, to the function when that is invoked. */
export function travel({ id, journeys }) {
  for (const { mappingId, steps } of journeys) {
    for (const { name } of steps) {
      const way = { read: "in", invoked: "out" }[name];
      const once = `${id} ${mappingId} ${name}`;
      if (way === undefined || travelled.has(once)) continue;
      travelled.add(once);
      run(paths.get(`${mappingId} ${way}`));
    }
  }
}

function run(path) {
  if (!path || still.matches || document.hidden) return;
  const dot = document.createElementNS(SVG, "circle");
  dot.setAttribute("r", "5");
  dot.setAttribute("class", "traveller");
  byId("lines").append(dot);
  const start = performance.now();
  const length = path.getTotalLength();
  const step = (now) => {
    const part = Math.min(1, (now - start) / TRAVEL_MS);
    const { x, y } = path.getPointAtLength(length * part);
    dot.setAttribute("cx", x);
    dot.setAttribute("cy", y);
    if (part < 1) requestAnimationFrame(step);
    else dot.remove();
  };
  requestAnimationFrame(step);
}
