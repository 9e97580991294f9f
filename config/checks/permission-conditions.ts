import { entriesOf, type PermissionDraft } from "../draft";
import { error, type Path, type Problem } from "../problem";
import { refuseVariable } from "./permission-resources";

/** IAM User Guide, "IAM JSON policy elements: Condition operators". */
const OPERATOR =
  /^((ForAnyValue:|ForAllValues:)?(String(Not)?Equals(IgnoreCase)?|String(Not)?Like|Numeric(Not)?Equals|Date(Not)?Equals|(Numeric|Date)(Less|Greater)Than(Equals)?|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like))(IfExists)?|Null)$/;
/** `aws:SourceVpc`, `s3:prefix`, `aws:ResourceTag/team`. */
const KEY = /^[A-Za-z0-9-]+:[A-Za-z][\w.:/=@ +-]*$/;

/** The operators and keys of conditions have the form that IAM knows; it would refuse others during the apply. */
export function checkConditions(path: Path, { conditions }: PermissionDraft): Problem[] {
  return entriesOf(conditions).flatMap(([operator, keys]) => {
    const where = [...path, "conditions", operator];
    return [
      ...(OPERATOR.test(operator) ? [] : [unknownOperator(where)]),
      ...entriesOf(keys).flatMap(([key, values]) => [
        ...(KEY.test(key) ? [] : [malformedKey([...where, key])]),
        ...[values].flat().flatMap((value) => (value ? refuseVariable([...where, key], value) : [])),
      ]),
    ];
  });
}

function unknownOperator(path: Path): Problem {
  return error(
    path,
    "is not a condition operator of IAM",
    "Use one such as StringEquals, StringLike, ArnLike or Bool",
  );
}

function malformedKey(path: Path): Problem {
  return error(
    path,
    "is not a condition key",
    "Use service:Key, such as s3:prefix, or a global key such as aws:SourceVpc",
  );
}
