import type { EventItem } from "./event-item";

/** What of a stream's record has a size. */
export interface RecordContent {
  readonly Keys: EventItem;
  readonly OldImage?: EventItem;
  readonly NewImage?: EventItem;
}

/** Bytes that a list or map takes, and each of its elements, beside what is in them. */
const COLLECTION = 3;
const ELEMENT = 1;

/**
 * The `SizeBytes` of a record: the size of its key and its images, in bytes. An item's size follows
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html, which calls the rule
 * approximate for numbers.
 */
export function recordSize({ Keys, OldImage = {}, NewImage = {} }: RecordContent): number {
  return itemSize(Keys) + itemSize(OldImage) + itemSize(NewImage);
}

function itemSize(item: EventItem): number {
  return sum(Object.entries(item), ([name, value]) => Buffer.byteLength(name) + valueSize(value));
}

function valueSize(attribute: unknown): number {
  return sum(Object.entries(attribute as object), ([type, value]) => {
    const sizeOf = SIZES[type as keyof typeof SIZES] as ((value: unknown) => number) | undefined;
    return sizeOf?.(value) ?? 0;
  });
}

/** Sizes by the type of an attribute; binary values are in base64. */
const SIZES = {
  S: (text: string) => Buffer.byteLength(text),
  N: numberSize,
  B: binarySize,
  BOOL: () => 1,
  NULL: () => 1,
  SS: (texts: string[]) => sum(texts, (text) => Buffer.byteLength(text)),
  NS: (texts: string[]) => sum(texts, numberSize),
  BS: (texts: string[]) => sum(texts, binarySize),
  L: (values: unknown[]) => COLLECTION + sum(values, (value) => ELEMENT + valueSize(value)),
  M: (values: EventItem) => COLLECTION + ELEMENT * Object.keys(values).length + itemSize(values),
};

/** Two digits take a byte; zeros at the beginning and at the end take none. */
function numberSize(text: string): number {
  const [mantissa = ""] = text.toLowerCase().split("e");
  const digits = mantissa.replace(/[+\-.]/g, "").replace(/^0+|0+$/g, "");
  return Math.ceil(digits.length / 2) + 1;
}

function binarySize(base64: string): number {
  return Buffer.byteLength(base64, "base64");
}

function sum<T>(values: readonly T[], sizeOf: (value: T) => number): number {
  return values.reduce((total, value) => total + sizeOf(value), 0);
}
