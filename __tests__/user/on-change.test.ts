import { onChange } from "../../lambda-src/stream-handler/on-change";
import { runOnChange, testTable } from "../../lambda-src/stream-handler/testing";

/*
 * Your tests of on-change.ts. `testTable` makes records as the table's stream carries them, and `runOnChange` runs the
 * handler with them as it is deployed. `npx jest __tests__/user` runs this folder alone.
 */

test("every change is handled", async () => {
  // Prepare
  const orders = testTable({ keys: ["orderId"] });
  const records = [
    orders.insert({ orderId: "1", status: "new" }),
    orders.modify({ orderId: "1", status: "new" }, { orderId: "1", status: "paid" }),
    orders.remove({ orderId: "2", status: "paid" }),
  ];

  // Act
  const { retriedFrom, errors, handled } = await runOnChange(onChange, records);

  // Assess
  expect({ retriedFrom, errors }).toEqual({ retriedFrom: undefined, errors: [] });
  expect(handled).toHaveLength(3);
});
