import { chartSvg } from "../../../usage/chart";
import type { PeriodTotals } from "../../../usage/totals";

const FIRST = Date.parse("2026-10-01T00:00:00Z");

function day(number: number, inserts: number, modifies: number, removes: number): PeriodTotals {
  const start = FIRST + (number - 1) * 86_400_000;
  return { start, inserts, modifies, removes, bytes: 0, unmeasured: 0, sums: {}, notSummed: {} };
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
  const svg = chartSvg([day(1, 1, 1, 1)], { tenant: "<acme> & sons", period: "month", subtitle: "2026" });
  expect(svg).toContain('role="img" aria-labelledby="title description"');
  expect(svg).toContain('<title id="title">Changes of &lt;acme&gt; &amp; sons by month</title>');
  expect(svg).toContain('<desc id="description">2026. The highest month has 3 changes.</desc>');
  expect(svg).not.toContain("<acme>");
});

test("without changes it is an empty chart", () => {
  const svg = chartSvg([], { tenant: "acme", period: "hour", subtitle: "0 changes" });
  expect(barsIn(svg)).toEqual([]);
  expect(svg).not.toMatch(/NaN|Infinity/);
});

test("labels do not touch: at most twelve for a month of days", () => {
  const month = Array.from({ length: 31 }, (_, index) => day(index + 1, 1, 0, 0));
  const svg = chartSvg(month, { tenant: "acme", period: "day", subtitle: "October" });
  expect(svg.match(/>10-\d\d</g)).toHaveLength(11);
});

test("long numbers, titles and sums stay within their room; the description has all of them", () => {
  // Prepare
  const tenant = "orders-acme-with-a-very-long-tenant-identifier-0001-of-the-region-eu";
  const subtitle = `2026 · amount ${"1234567890".repeat(9)} · tax ${"1234567890".repeat(3)}`;
  const periods = [day(1, 6_400_000, 0, 0)];

  // Act
  const svg = chartSvg(periods, { tenant, period: "day", subtitle });

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

test("a time without changes says so", () => {
  const svg = chartSvg([], { tenant: "acme", period: "day", subtitle: "" });
  expect(svg).toContain(">No changes were counted in this time</text>");
  expect(chartSvg([day(1, 1, 0, 0)], { tenant: "acme", period: "day", subtitle: "" })).not.toContain(
    "No changes",
  );
});
