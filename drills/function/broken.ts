/** A release of the function that does not work. */
export async function handler(): Promise<never> {
  throw new TypeError("This release is broken.");
}
