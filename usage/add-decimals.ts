/** The exact sum of two numbers in plain digits, such as `-12.5`. */
export function addDecimals(a: string, b: string): string {
  const places = Math.max(placesOf(a), placesOf(b));
  return plain(units(a, places) + units(b, places), places);
}

function placesOf(text: string): number {
  return text.split(".")[1]?.length ?? 0;
}

function units(text: string, places: number): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(places, "0"));
}

function plain(value: bigint, places: number): string {
  const sign = value < 0n ? "-" : "";
  const digits = String(value < 0n ? -value : value).padStart(places + 1, "0");
  if (places === 0) return `${sign}${digits}`;
  const fraction = digits.slice(-places).replace(/0+$/, "");
  const whole = digits.slice(0, -places);
  return fraction === "" ? `${sign}${whole}` : `${sign}${whole}.${fraction}`;
}
