import { bucketCard, functionCard, mappingCard, tableCard } from "./cards.js";
import { byId, make } from "./dom.js";
import { drawLines } from "./lines.js";

/** The cards by the ID of what they show. The environment does not change while the console runs, only how it is. */
const cards = new Map();

/** Draws an environment, or brings the drawing up to date. */
export function showPicture(picture, actions) {
  if (cards.size === 0) build(picture, actions);
  for (const view of [...picture.tables, ...picture.functions, ...picture.mappings, ...picture.buckets]) {
    cards.get(view.id)?.update(view);
  }
  drawLines(picture);
}

function build(picture, { openItems }) {
  const named = new Map(picture.accounts.map(({ id, name }) => [id, name]));
  byId("sources").append(
    ...accountBoxes(named, picture.tables, (table) => [keep(table, tableCard(table, openItems))]),
  );
  byId("mappings").append(...picture.mappings.map((mapping) => keep(mapping, mappingCard(mapping, picture))));
  byId("consumers").append(
    ...accountBoxes(named, picture.functions, (one) => [
      keep(one, functionCard(one)),
      ...picture.buckets
        .filter(({ functionId }) => functionId === one.id)
        .map((bucket) => keep(bucket, bucketCard(bucket))),
    ]),
  );
}

function keep({ id }, card) {
  card.element.id = id;
  cards.set(id, card);
  return card.element;
}

function accountBoxes(named, views, elementsOf) {
  const ids = [...new Set(views.map(({ accountId }) => accountId))];
  return ids.map((id) => {
    const own = views.filter(({ accountId }) => accountId === id);
    const regions = [...new Set(own.map(({ region }) => region))].join(", ");
    const name = `Account ${named.get(id) ?? ""}`;
    return make(
      "section",
      { class: "account", "aria-label": `${name} ${id}` },
      make("h3", {}, make("span", {}, name), make("span", { class: "quiet code" }, `${id} · ${regions}`)),
      ...own.flatMap(elementsOf),
    );
  });
}
