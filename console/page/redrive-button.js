import { post } from "./api.js";
import { count, make } from "./dom.js";

/**
 * A button that hands failed batches to the function again.
 * @param {{ bucket: string, key?: string }} which all batches of a bucket, or the one with this key
 * @param {(text: string) => Promise<void>} redriven hears what came of it
 */
export function redriveButton(text, which, redriven) {
  const label = which.key === undefined ? text : `${text} ${which.key}`;
  const button = make("button", { type: "button", "aria-label": label }, text);
  button.onclick = async () => {
    button.disabled = true;
    await redriven(await outcomeOf(which));
  };
  return button;
}

async function outcomeOf(which) {
  try {
    const { done, left, lines } = await post("/api/redrive", which);
    const rest = left === 0 ? "" : `, ${count(left, "batch is", "batches are")} left`;
    return [`${count(done, "batch", "batches")} handled${rest}.`, ...lines].join("\n");
  } catch (error) {
    return error.message;
  }
}
