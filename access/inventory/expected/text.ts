/** A reference to an attribute, as Terraform's JSON writes it. */
export function ref(address: string, attribute: string): string {
  return `\${${address}.${attribute}}`;
}

/** A key of the environment file as a part of Terraform's names. */
export function terraformName(key: string): string {
  return key.replaceAll("-", "_");
}

/** Every string of a value of the environment file as Terraform takes it literally, names of fields included. */
export function literal<T>(value: T): T {
  if (typeof value === "string") return value.replace(/[$%](?=\{)/g, (sign) => sign.repeat(2)) as T;
  if (Array.isArray(value)) return value.map(literal) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [literal(key), literal(one)])) as T;
}
