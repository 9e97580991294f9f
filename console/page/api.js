const KEPT_AS = "token";

/**
 * The token that came behind the # of the address. It stays in this tab: the address and the history lose it at once.
 */
function takeToken() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given !== null) {
    sessionStorage.setItem(KEPT_AS, given);
    history.replaceState(null, "", location.pathname);
  }
  return sessionStorage.getItem(KEPT_AS) ?? "";
}

const token = takeToken();

/** The headers that every request needs. */
export function headers() {
  return { authorization: `Bearer ${token}` };
}

/** Asks for something. @throws Error with the server's message */
export async function get(path, query = {}) {
  return read(await fetch(`${path}?${new URLSearchParams(query)}`, { headers: headers() }));
}

/** Changes something. @throws Error with the server's message */
export async function post(path, body) {
  const init = {
    method: "POST",
    headers: { ...headers(), "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  return read(await fetch(path, init));
}

async function read(answer) {
  if (answer.ok) return answer.json();
  const text = await answer.text();
  throw new Error(messageIn(text));
}

function messageIn(text) {
  try {
    return JSON.parse(text).message ?? text;
  } catch {
    return text;
  }
}
