import { showExplanation, showFailures, showLog } from "./details.js";
import { count, make, setText } from "./dom.js";
import { policyButton, showPolicyButton } from "./policy-button.js";

const PARTS = {
  "stream-handler": "Stream handler",
  "reader-api": "Reader API",
  "account-switcher": "Account switcher",
  "usage-meter": "Usage meter",
};

/** A table. Each card is made once and then brought up to date with what it shows. */
export function tableCard(table, openItems) {
  const open = buttonFor("Items", `Items of ${table.title}`, () => openItems(table.id));
  if (!table.streamed) return besideCard(table, "Table without a stream", open);
  const keys = table.keys.map(({ name, type }) => `${name} (${type})`).join(", ");
  const policy = make("span", { class: "policy" });
  const change = policyButton(table);
  const element = frame(
    "Table",
    table.name,
    make("p", { class: "quiet" }, `Key ${keys}`),
    make("p", {}, "Stream policy: ", policy),
    make("div", { class: "actions" }, open, change),
  );
  const update = (now) => {
    setHealth(element, now.deployed, now.streamPolicy === "in place" ? "good" : "bad");
    setText(policy, now.deployed ? (now.streamPolicy ?? "no stream") : "not deployed");
    showPolicyButton(change, now);
    open.disabled = !now.deployed;
  };
  return { element, update };
}

/** A mapping, and why it may not read. */
export function mappingCard(mapping, picture) {
  const viewOf = (views, id) => views.find((view) => view.id === id);
  const state = make("span");
  const result = make("p", { class: "result" });
  const why = make("div", { class: "why", role: "status" });
  const discarded = make("p", { class: "bad-text" });
  const table = viewOf(picture.tables, mapping.tableId);
  const name = `${table.title} to ${viewOf(picture.functions, mapping.functionId).name}`;
  const explain = buttonFor("Explain", `Explain why ${name} is denied`, () => showExplanation(mapping));
  explain.hidden = true;
  const element = frame("Mapping", name, make("p", {}, "State: ", state), result, why, explain, discarded);
  const update = (now) => {
    setHealth(element, now.state !== "Not deployed", now.health);
    setText(state, now.state.toLowerCase());
    setText(result, now.denial ? "" : now.lastResult && `Last result: ${now.lastResult}`);
    showDenial(why, now.denial);
    explain.hidden = !now.denial;
    setText(discarded, discardedText(now));
  };
  return { element, update };
}

/** A function. */
export function functionCard(one) {
  const log = buttonFor("Log", `Log of ${one.name}`, () => showLog(one));
  if (one.part !== "stream-handler") return besideCard(one, PARTS[one.part], log);
  const state = make("p", { class: "quiet" });
  const element = frame("Function", one.name, state, log);
  element.classList.add("row");
  const update = ({ deployed }) => {
    setHealth(element, deployed, "idle");
    setText(state, partText(PARTS[one.part], deployed));
    log.disabled = !deployed;
  };
  return { element, update };
}

/** A failure bucket. */
export function bucketCard(bucket) {
  const state = make("p", { class: "state" });
  const open = buttonFor("Failures", `Failures in ${bucket.name}`, () => showFailures(bucket));
  const name = make("p", { class: "quiet code" }, bucket.name);
  const element = make("article", { class: "card row" }, headOf("Failure bucket"), state, name, open);
  const update = (now) => {
    setHealth(element, now.deployed, now.batches > 0 ? "bad" : "idle");
    setText(state, contentOf(now));
    open.disabled = now.batches === 0;
  };
  return { element, update };
}

/** What is in the account, but not on the way of a change. */
function besideCard({ name }, what, button) {
  const state = make("p", { class: "quiet" });
  const element = make("article", { class: "card row beside" }, make("h4", {}, name), state, button);
  const update = ({ deployed }) => {
    setHealth(element, deployed, "idle");
    setText(state, partText(what, deployed));
    button.disabled = !deployed;
  };
  return { element, update };
}

function frame(kind, name, ...rest) {
  return make("article", { class: "card" }, headOf(kind), make("h4", {}, name), ...rest);
}

function headOf(kind) {
  return make("p", { class: "kind" }, make("span", { class: "dot" }), kind);
}

function buttonFor(text, label, onclick) {
  return make("button", { type: "button", "aria-label": label, onclick }, text);
}

function showDenial(why, denial) {
  const text = denial ? `${denial.plain}${denial.aws}` : "";
  if (why.textContent === text) return;
  why.replaceChildren();
  if (!denial) return;
  why.append(make("p", {}, denial.plain), make("p", { class: "aws code" }, denial.aws));
}

function discardedText({ discardedRecords, lostRecords }) {
  const parts = [];
  if (discardedRecords > 0)
    parts.push(`${count(discardedRecords, "record", "records")} in the failure destination`);
  if (lostRecords > 0) parts.push(`${count(lostRecords, "record", "records")} lost`);
  return parts.length > 0 ? `Discarded since it was made: ${parts.join(", ")}` : "";
}

function contentOf({ deployed, batches, more }) {
  if (!deployed) return "Not deployed";
  if (batches === 0) return "Empty";
  return `${more ? "More than " : ""}${count(batches, "batch", "batches")} failed for good`;
}

function partText(part, deployed) {
  return deployed ? part : `${part}, not deployed`;
}

function setHealth(element, deployed, health) {
  element.dataset.health = deployed ? health : "idle";
  element.classList.toggle("missing", !deployed);
}
