import { get } from "./api.js";
import { announce, byId, count, make, setText, timeOf } from "./dom.js";

/** Changes that are shown; older ones leave the page. */
const SHOWN = 20;
/** How often the log is asked for lines that may not be there yet, and the pause between. */
const LOG_TRIES = 8;
const LOG_PAUSE_MS = 150;
/** The log's clock may be a little off. */
const LOG_MARGIN_MS = 100;

const rows = new Map();

/** Shows changes from before the page was opened. @param tables those of the environment */
export function showChanges(changes, tables) {
  byId("changes").replaceChildren();
  rows.clear();
  for (const change of changes) showChange(change, tables);
}

/** Shows a change, or how far it has come. */
export function showChange(change, tables) {
  byId("no-changes").hidden = true;
  const row = rows.get(change.id) ?? addRow(change);
  row.element.dataset.state = change.state;
  setText(row.note, noteOf(change, tables));
  for (const journey of change.journeys) showJourney(row, change, journey);
}

function addRow(change) {
  const note = make("p", { class: "quiet" });
  const journeys = make("div", {});
  const head = make(
    "p",
    { class: "change-head" },
    make("span", { class: "operation" }, change.operation),
    make("span", { class: "code" }, change.label),
    make("time", { class: "quiet", dateTime: new Date(change.at).toISOString() }, timeOf(change.at)),
  );
  const element = make("li", { class: "change" }, head, note, journeys);
  const row = { element, note, journeys, shown: new Map() };
  rows.set(change.id, row);
  byId("changes").prepend(element);
  removeOldest();
  return row;
}

function removeOldest() {
  const [oldest] = rows.keys();
  if (rows.size <= SHOWN) return;
  rows.get(oldest).element.remove();
  rows.delete(oldest);
}

function noteOf({ tableId, state, reason, own, journeys }, tables) {
  const { title: table, streamed } = tables.find(({ id }) => id === tableId);
  if (state === "refused") return `Refused: ${reason}`;
  if (state === "unchanged") return `${table} was like this before, so the stream has no record of it.`;
  if (!streamed) return `In ${table}, which has no stream that is read.`;
  if (own && journeys.length === 0) return `In ${table}; no mapping has read it yet.`;
  return own ? `${table}, from here` : `${table}, from elsewhere`;
}

function showJourney(row, change, journey) {
  const known = row.shown.get(journey.mappingId) ?? addJourney(row, journey);
  const steps = [{ name: change.own ? "put" : undefined, at: change.at }, ...journey.steps].filter(
    ({ name }) => name,
  );
  known.steps.replaceChildren(...steps.map((step) => stepOf(step, change)));
  const last = journey.steps.at(-1);
  known.element.dataset.outcome = last.name;
  setText(known.text, textOf(journey, last));
  if (last.name === known.announced) return;
  known.announced = last.name;
  if (["handled", "failed", "discarded", "filtered out"].includes(last.name))
    announce(`${change.label}: ${last.name}${last.text ? `, ${last.text}` : ""}`);
  if (journey.requestId && (last.name === "handled" || last.name === "failed"))
    void showLines(known, journey);
}

function addJourney(row, journey) {
  const steps = make("ol", { class: "steps" });
  const text = make("p", { class: "quiet" });
  const lines = make("pre", { class: "code log", tabIndex: 0 });
  const log = make("details", { hidden: true }, make("summary", {}, "Log lines of the function"), lines);
  const element = make("div", { class: "journey" }, steps, text, log);
  row.journeys.append(element);
  const known = { element, steps, text, log, lines };
  row.shown.set(journey.mappingId, known);
  return known;
}

function stepOf({ name, at }, change) {
  const after = at - change.at;
  return make(
    "li",
    { class: "step", "data-step": name },
    make("span", { class: "step-name" }, name === "put" ? change.operation : name),
    name === "put" ? undefined : make("span", { class: "quiet" }, ` +${after} ms`),
  );
}

function textOf({ functionId, invocations }, last) {
  const name = functionId.split("/").at(-1);
  const tries = invocations > 1 ? `, invoked ${count(invocations, "time", "times")}` : "";
  return `${name}${tries}${last.text ? `: ${last.text}` : ""}`;
}

/** The log is a little behind the function's answer. */
async function showLines(known, { functionId, requestId, steps }) {
  const times = steps.filter(({ name }) => name !== "read").map(({ at }) => at);
  const query = {
    function: functionId,
    request: requestId,
    from: Math.min(...times),
    until: Math.max(...times) + LOG_MARGIN_MS,
  };
  for (let tries = 0; tries < LOG_TRIES; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, LOG_PAUSE_MS));
    // The change is what matters; the whole log can be opened from the function's card.
    const lines = await get("/api/log", query).catch(() => []);
    if (lines.length === 0) continue;
    setText(known.lines, lines.join("\n"));
    known.log.hidden = false;
    return;
  }
}
