import { post } from "./api.js";
import { announce, make, setText } from "./dom.js";

/** The button that takes a stream's policy away and returns it. */
export function policyButton({ id, title }) {
  const button = make("button", { type: "button" });
  button.onclick = async () => {
    const { change } = button.dataset;
    try {
      await post(`/api/policy/${change}`, { table: id });
      announce(`The policy on the stream of ${title} is ${change === "return" ? "back" : "revoked"}.`);
    } catch (error) {
      announce(error.message);
    }
  };
  return button;
}

/** Shows what the button does now. */
export function showPolicyButton(button, { title, streamPolicy }) {
  const returning = streamPolicy === "revoked";
  button.dataset.change = returning ? "return" : "revoke";
  setText(button, returning ? "Return policy" : "Revoke policy");
  button.setAttribute("aria-label", `${button.textContent} on the stream of ${title}`);
  button.disabled = !returning && streamPolicy !== "in place";
}
