"""Gives each record of a stream its size, which ministack leaves at 0.

The size is that of the key and the images, each counted as DynamoDB counts an item:
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
AWS calls that rule approximate for numbers. It gives exactly the sizes of the records in the documentation of
DynamoDB Streams, and of one that was recorded from AWS (see the test of launcher.py).
"""

import base64

from ministack.services import dynamodb

# Bytes that a list or map takes, and each of its elements, beside what is in them.
COLLECTION = 3
ELEMENT = 1


def text_size(text):
    return len(text.encode("utf-8"))


def number_size(text):
    digits = text.lower().partition("e")[0].replace(".", "").lstrip("+-").strip("0")
    return (len(digits) + 1) // 2 + 1


def binary_size(value):
    return len(base64.b64decode(value))


SIZES = {
    "S": text_size,
    "N": number_size,
    "B": binary_size,
    "BOOL": lambda _: 1,
    "NULL": lambda _: 1,
    "SS": lambda values: sum(map(text_size, values)),
    "NS": lambda values: sum(map(number_size, values)),
    "BS": lambda values: sum(map(binary_size, values)),
    "L": lambda values: COLLECTION + sum(ELEMENT + value_size(value) for value in values),
    "M": lambda values: COLLECTION + ELEMENT * len(values) + item_size(values),
}


def value_size(attribute):
    return sum(SIZES[kind](value) for kind, value in attribute.items())


def item_size(item):
    return sum(text_size(name) + value_size(attribute) for name, attribute in item.items())


def record_size(change):
    return sum(item_size(change.get(part, {})) for part in ("Keys", "OldImage", "NewImage"))


def give_records_their_sizes():
    build = dynamodb._build_change_record

    def build_change_record(*args, **kwargs):
        record = build(*args, **kwargs)
        record["dynamodb"]["SizeBytes"] = record_size(record["dynamodb"])
        return record

    dynamodb._build_change_record = build_change_record
