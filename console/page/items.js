import { get, post } from "./api.js";
import { announce, byId, count, make, setText } from "./dom.js";

const SAMPLES = { S: "from-the-console", N: 1 };
/** Pause after which a list is read again while many changes come. Milliseconds. */
const REREAD_MS = 250;

let tables = [];
let reread;

/** Tells which tables there are. */
export function setTables(now) {
  const before = tables;
  tables = now;
  if (before.length === 0) start();
  else if (before.some(({ deployed }, index) => deployed !== now[index]?.deployed)) void readItems();
}

/** Shows the items of a table and goes to the form. */
export function openItems(id) {
  choose(id);
  byId("item").focus();
}

/** A change was seen: the list is out of date if it is the list of that table. */
export function tableChanged({ tableId }) {
  if (tableId !== byId("table").value) return;
  clearTimeout(reread);
  reread = setTimeout(readItems, REREAD_MS);
}

function start() {
  byId("table").append(...tables.map(({ id, title }) => make("option", { value: id }, title)));
  byId("table").onchange = () => choose(byId("table").value);
  byId("put").onsubmit = (event) => {
    event.preventDefault();
    void putItem();
  };
  byId("item").onkeydown = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) byId("put").requestSubmit();
  };
  choose(tables[0]?.id);
}

function choose(id) {
  byId("table").value = id;
  byId("item").value = sampleFor(tables.find((table) => table.id === id));
  say("");
  void readItems();
}

function sampleFor(table) {
  const keys = table?.keys ?? [];
  const sample = keys.some(({ type }) => type === "B")
    ? Object.fromEntries(keys.map(({ name, type }) => [name, { [type]: String(SAMPLES[type] ?? "AAEC") }]))
    : Object.fromEntries(keys.map(({ name, type }) => [name, SAMPLES[type]]));
  return JSON.stringify(sample, undefined, 2);
}

async function putItem() {
  await change("/api/put", { table: byId("table").value, item: byId("item").value }, "Put.");
}

async function change(path, body, done) {
  try {
    await post(path, body);
    say(done);
  } catch (error) {
    say(error.message, true);
  }
  await readItems();
}

function say(text, isBad = false) {
  byId("put-message").classList.toggle("bad-text", isBad);
  setText(byId("put-message"), text);
}

async function readItems() {
  const table = byId("table").value;
  if (!tables.find(({ id }) => id === table)?.deployed) return show([], "This table is not deployed yet.");
  try {
    const { items, more } = await get("/api/items", { table });
    // Another table may have been chosen meanwhile.
    if (table === byId("table").value) show(items, captionOf(items, more));
  } catch (error) {
    show([], error.message);
  }
}

function captionOf(items, more) {
  if (items.length === 0) return "The table is empty.";
  return more ? `The first ${items.length} items` : count(items.length, "item", "items");
}

function show(items, caption) {
  setText(byId("items-caption"), caption);
  // A row under the keyboard keeps its place unless it has changed.
  const old = new Map([...byId("items").children].map((row) => [row.dataset.item, row]));
  const rows = items.map((item) => old.get(`${item.label} ${item.text}`) ?? rowOf(item));
  if (rows.length === old.size && rows.every((row, index) => row === byId("items").children[index])) return;
  byId("items").replaceChildren(...rows);
}

function rowOf(item) {
  const edit = make("button", { type: "button", onclick: () => editItem(item) }, "Edit");
  const remove = make("button", { type: "button", onclick: () => deleteItem(item) }, "Delete");
  edit.setAttribute("aria-label", `Edit ${item.label}`);
  remove.setAttribute("aria-label", `Delete ${item.label}`);
  return make(
    "tr",
    { "data-item": `${item.label} ${item.text}` },
    make("th", { scope: "row", class: "code" }, item.label),
    make("td", { class: "code item-text" }, item.text.replace(/\s*\n\s*/g, " ")),
    make("td", {}, make("span", { class: "actions" }, edit, remove)),
  );
}

function editItem({ label, text }) {
  byId("item").value = text;
  byId("item").focus();
  announce(`${label} is in the form.`);
}

async function deleteItem({ label, keys, text }) {
  // So that it can be put back.
  byId("item").value = text;
  byId("item").focus();
  await change(
    "/api/delete",
    { table: byId("table").value, keys },
    `Deleted ${label}. The form still has it: put it to have it back.`,
  );
}
