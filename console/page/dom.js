/**
 * Makes an element. Text becomes text nodes, so that nothing of an item, a log or a name is ever read as HTML.
 * @param {string} tag
 * @param {Record<string, unknown>} properties properties of the element; `class` and names with a dash are attributes
 * @param {...(Node | string | undefined)} children
 */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    if (name === "class" || name.includes("-")) element.setAttribute(name, String(value));
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** The element with this ID. */
export function byId(id) {
  return document.getElementById(id);
}

/** Sets a text only if it is another one: readers of live regions hear every write. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Says something to those who do not see the page. */
export function announce(text) {
  setText(byId("announcer"), text);
}

/** A time of day, in the form of the user's language. */
export function timeOf(milliseconds) {
  return new Date(milliseconds).toLocaleTimeString([], {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
}

/** A number and its noun: "1 batch", "2 batches". */
export function count(number, one, many) {
  return `${number} ${number === 1 ? one : many}`;
}
