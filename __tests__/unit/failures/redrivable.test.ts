import { isRedrivable } from "../../../failures/redrivable";

const of = (name: string) => ({ functionArn: `arn:aws:lambda:eu-central-1:222222222222:function:${name}` });

test("batches of the usage meter are not handed over again, with or without a qualifier", () => {
  expect([of("meter"), of("meter:live")].map((batch) => isRedrivable(batch, "meter"))).toEqual([
    false,
    false,
  ]);
});

test("batches of other functions are, and all of them without a meter", () => {
  expect([isRedrivable(of("orders"), "meter"), isRedrivable(of("meter-2"), "meter")]).toEqual([true, true]);
  expect(isRedrivable(of("meter"), undefined)).toBe(true);
});

test("batches of a window are not, although the file has no meter any more", () => {
  expect(isRedrivable({ ...of("meter"), window: "records" }, undefined)).toBe(false);
  expect(isRedrivable({ ...of("meter"), window: "end" }, undefined)).toBe(false);
});
