/** Whether a pattern of IAM, with `*` and `?`, covers a text. */
export function matchesPattern(pattern: string, text: string): boolean {
  // Most patterns are none, and making an expression takes longer than all the rest of a question.
  if (!pattern.includes("*") && !pattern.includes("?")) return pattern === text;
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`).test(text);
}
