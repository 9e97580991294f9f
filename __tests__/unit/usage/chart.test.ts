import { chartSvg } from "../../../usage/chart";
import type { PeriodTotals } from "../../../usage/totals";

const FIRST = Date.parse("2026-10-01T00:00:00Z");

function day(number: number, inserts: number, modifies: number, removes: number): PeriodTotals {
  const start = FIRST + (number - 1) * 86_400_000;
  return { start, inserts, modifies, removes, bytes: 0, unmeasured: 0, sums: {}, notSummed: {} };
}

/** Days of October: from the first to the last, which is not included. */
function days(first: number, last: number) {
  return { from: FIRST + (first - 1) * 86_400_000, to: FIRST + (last - 1) * 86_400_000 };
}

/** The bars of a chart: x, y, height, and what they say. */
function barsIn(svg: string): string[][] {
  const bars = svg.matchAll(
    /<rect x="([\d.]+)" y="([\d.]+)" width="[\d.]+" height="([\d.]+)"[^>]*><title>(.*?)<\/title>/g,
  );
  return [...bars].map(([, ...parts]) => parts);
}

test("stacks what was inserted, modified and removed, and leaves room for a day without changes", () => {
  // Act
  const svg = chartSvg([day(1, 50, 30, 20), day(3, 0, 40, 0)], {
    tenant: "acme",
    period: "day",
    ...days(1, 4),
    subtitle: "October",
  });

  // Assess: 852 pixels for three days, 304 pixels for 100 changes.
  expect(barsIn(svg)).toEqual([
    ["198", "264", "152", "Inserted: 50"],
    ["198", "172.8", "91.2", "Modified: 30"],
    ["198", "112", "60.8", "Removed: 20"],
    ["766", "294.4", "121.6", "Modified: 40"],
  ]);
  expect(
    [...svg.matchAll(/text-anchor="middle" fill="#595959">(\d\d-\d\d)</g)].map(([, text]) => text),
  ).toEqual(["10-01", "10-02", "10-03"]);
});

test("has a title and a description for those who do not see it, and escapes names", () => {
  const svg = chartSvg([day(1, 1, 1, 1)], {
    tenant: "<acme> & sons",
    period: "month",
    ...days(1, 32),
    subtitle: "2026",
  });
  expect(svg).toContain('role="img" aria-labelledby="title description"');
  expect(svg).toContain('<title id="title">Changes of &lt;acme&gt; &amp; sons by month</title>');
  expect(svg).toContain('<desc id="description">2026. The highest month has 3 changes.</desc>');
  expect(svg).not.toContain("<acme>");
});

test("without changes it is an empty chart", () => {
  const svg = chartSvg([], { tenant: "acme", period: "hour", ...days(1, 2), subtitle: "0 changes" });
  expect(barsIn(svg)).toEqual([]);
  expect(svg).not.toMatch(/NaN|Infinity/);
});

test("labels do not touch: at most twelve for a month of days", () => {
  const month = Array.from({ length: 31 }, (_, index) => day(index + 1, 1, 0, 0));
  const svg = chartSvg(month, { tenant: "acme", period: "day", ...days(1, 32), subtitle: "October" });
  expect(svg.match(/>10-\d\d</g)).toHaveLength(11);
});

test("long numbers, titles and sums stay within their room; the description has all of them", () => {
  // Prepare
  const tenant = "orders-acme-with-a-very-long-tenant-identifier-0001-of-the-region-eu";
  const subtitle = `2026 · amount ${"1234567890".repeat(9)} · tax ${"1234567890".repeat(3)}`;
  const periods = [day(1, 6_400_000, 0, 0)];

  // Act
  const svg = chartSvg(periods, { tenant, period: "day", ...days(1, 2), subtitle });

  // Assess
  const texts = [...svg.matchAll(/<text [^>]*>([^<]*)</g)].map(([, text]) => text ?? "");
  expect(texts.slice(0, 2)).toEqual([
    `${`Changes of ${tenant} by day`.slice(0, 71)}…`,
    `2026 · amount ${"1234567890".repeat(9)} · …`,
  ]);
  expect(svg).toContain(`<title id="title">Changes of ${tenant} by day</title>`);
  expect(svg).toContain(`<desc id="description">${subtitle}. `);
  expect(texts.slice(2).filter((text) => /^\d/.test(text))).toEqual(["0", "2M", "4M", "6M", "8M", "10-01"]);
});

test("a time without changes says so, and shows the days all the same", () => {
  // Prepare
  const frame = { tenant: "acme", period: "day", ...days(3, 5), subtitle: "" } as const;

  // Act
  const [without, some] = [chartSvg([], frame), chartSvg([day(3, 1, 0, 0)], frame)];

  // Assess
  expect(without).toContain(">No changes were counted in this time</text>");
  expect(without.match(/>10-\d\d</g)).toEqual([">10-03<", ">10-04<"]);
  expect(some).not.toContain("No changes");
});

test("every day of the time has its place, also before the first change and after the last", () => {
  // Prepare: the time begins and ends within a day.
  const halfADay = 43_200_000;
  const { from, to } = days(1, 4);
  const frame = { tenant: "acme", period: "day", from: from + halfADay, to: to + halfADay } as const;

  // Act
  const svg = chartSvg([day(2, 100, 0, 0)], { ...frame, subtitle: "" });

  // Assess: 852 pixels for four days.
  expect(svg.match(/>10-\d\d</g)).toEqual([">10-01<", ">10-02<", ">10-03<", ">10-04<"]);
  expect(barsIn(svg)).toEqual([["375.5", "112", "304", "Inserted: 100"]]);
});

test("every month has its place, whatever its length", () => {
  // Prepare
  const time = { from: Date.parse("2026-12-31T12:00Z"), to: Date.parse("2027-03-01T00:00Z") };

  // Act
  const svg = chartSvg([], { tenant: "acme", period: "month", ...time, subtitle: "" });

  // Assess
  expect(svg.match(/>\d{4}-\d\d</g)).toEqual([">2026-12<", ">2027-01<", ">2027-02<"]);
});

test("a time of half a century by the hour is drawn as well", () => {
  // Prepare
  const time = { from: 0, to: Date.parse("2026-10-02T00:00:00Z") };

  // Act
  const svg = chartSvg([day(1, 100, 0, 0)], { tenant: "acme", period: "hour", ...time, subtitle: "" });

  // Assess
  expect(barsIn(svg)).toEqual([[expect.any(String), "112", "304", "Inserted: 100"]]);
});
