import { showChange, showChanges } from "./changes.js";
import { byId, setText } from "./dom.js";
import { openItems, setTables, tableChanged } from "./items.js";
import { travel } from "./lines.js";
import { listen } from "./live.js";
import { showPicture } from "./picture.js";

/** The first news is always a picture. */
let tables = [];

function onPicture(picture) {
  tables = picture.tables;
  setText(byId("environment"), `Environment ${picture.environment}`);
  byId("problem").hidden = picture.problem === undefined;
  setText(byId("problem"), picture.problem ?? "");
  showPicture(picture, { openItems });
  setTables(tables);
}

function onChange(change) {
  travel(change);
  showChange(change, tables);
  tableChanged(change);
}

function onConnection(state, message) {
  byId("connection").dataset.state = state;
  setText(byId("connection"), message);
}

void listen(
  { picture: onPicture, changes: (changes) => showChanges(changes, tables), change: onChange },
  onConnection,
);
