import { get } from "./api.js";
import { byId, count, make, setText } from "./dom.js";
import { redriveButton } from "./redrive-button.js";

const HOUR_MS = 3_600_000;
/** Time before a batch was given up in which its last try is looked for. */
const LAST_TRY_MS = 2_000;

/** In our words, why Lambda gives up a batch (Lambda Developer Guide, on-failure destinations). */
const CONDITIONS = {
  RetryAttemptsExhausted: "The function failed with it as often as the mapping allows.",
  RecordAgeExceeded: "It grew older than the mapping allows before it was handled.",
};

let opener;

byId("close-details").onclick = () => {
  byId("details").hidden = true;
  opener?.focus();
};

/** Shows what a failure bucket holds, why, and buttons that hand it to the function again. */
export async function showFailures(bucket) {
  await open(`Failures in ${bucket.name}`, async () => {
    const result = make("div", { class: "outcome", role: "status" });
    const list = make("div", {}, await failuresIn(bucket, redriven));
    // The list is loaded again: what was handled is gone from it.
    async function redriven(text) {
      list.replaceChildren(await failuresIn(bucket, redriven));
      setText(result, text);
      byId("details").focus();
    }
    return make("div", {}, result, list);
  });
}

async function failuresIn(bucket, redriven) {
  const failures = await get("/api/failures", { bucket: bucket.id });
  if (failures.length === 0) return make("p", { class: "quiet" }, "The bucket is empty.");
  return make(
    "div",
    { class: "stack" },
    redriveButton("Re-drive all", { bucket: bucket.id }, redriven),
    make("ol", { class: "failures" }, ...failures.map((failure) => failureOf(failure, bucket, redriven))),
  );
}

/** Shows who decides whether a mapping may read its stream. */
export async function showExplanation({ id }) {
  await open("Who decides", async () => {
    const { text } = await get("/api/explanation", { mapping: id });
    return make("pre", { class: "code log", tabIndex: 0 }, text);
  });
}

/** Shows what a function has logged in the last hour. */
export async function showLog({ id, name }) {
  await open(`Log of ${name}`, () => linesOf({ function: id, from: Date.now() - HOUR_MS }));
}

async function open(title, load) {
  opener = document.activeElement;
  setText(byId("details-heading"), title);
  byId("details-body").replaceChildren(make("p", { class: "quiet" }, "Loading…"));
  byId("details").hidden = false;
  byId("details").focus();
  try {
    byId("details-body").replaceChildren(await load());
  } catch (error) {
    byId("details-body").replaceChildren(make("p", { class: "bad-text" }, error.message));
  }
}

async function linesOf(query) {
  const lines = await get("/api/log", query);
  if (lines.length === 0) return make("p", { class: "quiet" }, "No line of that time.");
  return make("pre", { class: "code log", tabIndex: 0 }, lines.join("\n"));
}

function failureOf(failure, { id: bucket, functionId }, redriven) {
  const { key, at, records, condition, invocations, functionError, requestId } = failure;
  const lines = make("div", {});
  const show = make("button", { type: "button" }, "Log lines of the last try");
  const time = new Date(at).getTime();
  const query = { function: functionId, request: requestId, from: time - LAST_TRY_MS, until: time };
  show.onclick = async () => lines.replaceChildren(await linesOf(query));
  return make(
    "li",
    {},
    make(
      "p",
      {},
      make("strong", {}, `${count(records, "record", "records")}: ${condition}`),
      make("span", { class: "quiet" }, ` ${new Date(at).toLocaleString()}`),
    ),
    make(
      "p",
      {},
      `${CONDITIONS[condition] ?? ""} Invoked ${count(invocations, "time", "times")}. ${saidBy(functionError)}`,
    ),
    make("p", { class: "quiet code" }, key),
    make(
      "p",
      { class: "actions" },
      redriveButton("Re-drive", { bucket, key }, redriven),
      requestId === undefined ? undefined : show,
    ),
    lines,
  );
}

function saidBy(functionError) {
  if (functionError === undefined) return "";
  return functionError === null
    ? "The function returned its records as failed."
    : `The function ended with: ${functionError}.`;
}
