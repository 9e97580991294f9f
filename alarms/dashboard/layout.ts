import type { PlacedWidget, Row } from "./widget";

/** Amazon CloudWatch API Reference, "Dashboard Body Structure and Syntax": columns of a dashboard. */
export const COLUMNS = 24;

/** Rows from the top to the bottom, each as wide as the dashboard. */
export function placed(rows: readonly Row[]): PlacedWidget[] {
  let y = 0;
  return rows.flatMap(({ height, widgets }) => {
    const top = y;
    y += height;
    return widgets.map((widget, index) => {
      const x = column(index, widgets.length);
      return { x, y: top, width: column(index + 1, widgets.length) - x, height, widget };
    });
  });
}

function column(index: number, count: number): number {
  return Math.round((index * COLUMNS) / count);
}
