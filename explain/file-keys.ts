import { type FunctionPart, functionPath } from "../config/function-parts";
import type { Environment } from "../config/schema";
import type { Question } from "./question";
import type { Side } from "./sides";

const READING: readonly string[] = [
  "dynamodb:DescribeStream",
  "dynamodb:GetRecords",
  "dynamodb:GetShardIterator",
  "kms:Decrypt",
  "kms:DescribeKey",
];

/** The keys of the environment file that would grant a request, as sentences; says so if the file grants no such thing. */
export function fileKeysFor(question: Question, sides: readonly Side[], environment: Environment): string[] {
  const { principal } = question;
  const keys =
    principal.accessRole === undefined
      ? functionKeys(question, sides, environment)
      : [
          `To allow it, add the action to \`sources.${principal.source}.accessRoles.${principal.accessRole}.allow\` in the environment file.`,
        ];
  const boundary = sides.find(({ kind, verdict }) => kind === "boundary" && verdict !== "allows");
  return boundary ? [...keys, `The owner of ${boundary.name} must allow it as well.`] : keys;
}

function functionKeys(question: Question, sides: readonly Side[], environment: Environment): string[] {
  const { principal, resource, action } = question;
  const { consumer, part } = principal;
  if (consumer === undefined || part === undefined) {
    return [
      "It is kept out on purpose: the environment file grants it to nobody else. Grant it only to a role of the file.",
    ];
  }
  if (resource.kind === "role") return roleKeys(question, sides);
  if (part === "operator") {
    return [
      "What an operator role may do is the same for every consumer, and no key of the environment file adds to it (docs/failures.md).",
    ];
  }
  const { source } = resource;
  if (source !== undefined && READING.includes(action.name) && resource.kind !== "table") {
    if (part === "usage-meter")
      return [
        ...readerKeys(consumer, source, environment),
        `The usage meter reads what its consumer reads, unless \`consumers.${consumer}.usageMeter.sources\` names some of it.`,
      ];
    if (part !== "stream-handler")
      return [`Only the stream handler of a consumer reads streams: \`consumers.${consumer}.function\`.`];
    return readerKeys(consumer, source, environment);
  }
  if (resource.accountId !== principal.accountId) {
    return [
      `Functions reach what another account owns through an access role: \`sources.${source ?? "<source>"}.accessRoles\` (docs/cross-account-access.md).`,
    ];
  }
  return [
    `To allow it, add the action and the resource to \`consumers.${[consumer, ...functionPath(part)].join(".")}.permissions\` in the environment file.`,
  ];
}

/** Both sides have a key of their own: the source lets the reader in, and the mapping makes the reader ask. */
function readerKeys(consumer: string, source: string, { sources, consumers }: Environment): string[] {
  const isReader = sources[source]?.readers.some((one) => one.consumer === consumer);
  const isMapped = consumers[consumer]?.mappings.some((one) => one.source === source);
  return [
    ...(isReader
      ? []
      : [
          `To let it in, add \`- consumer: ${consumer}\` to \`sources.${source}.readers\` in the environment file.`,
        ]),
    ...(isMapped
      ? []
      : [
          `To make it read, add \`- source: ${source}\` to \`consumers.${consumer}.mappings\` in the environment file.`,
        ]),
    "Then deploy the source before the consumer.",
  ];
}

/** The keys that say which roles a function may assume, below its consumer. */
const CALLER_KEYS: Readonly<Record<FunctionPart, string>> = {
  "stream-handler": "function.permissions",
  "reader-api": "readerApi.accessRole",
  "account-switcher": "accountSwitcher.accounts",
  "usage-meter": "usageMeter.function.permissions",
};

function roleKeys({ principal, resource }: Question, sides: readonly Side[]): string[] {
  const { consumer, part } = principal;
  if (resource.accessRole === undefined) return ["Only Lambda may assume the role of a function."];
  const fails = (kind: Side["kind"]) => sides.some((side) => side.kind === kind && side.verdict !== "allows");
  const role = `sources.${resource.source}.accessRoles.${resource.accessRole}`;
  if (part === "operator") {
    return [`To let it in, add \`${consumer}\` to \`${role}.operators\` in the environment file.`];
  }
  return [
    ...(fails("resource")
      ? [
          `To let it in, add \`{ consumer: ${consumer}, function: ${part} }\` to \`${role}.trusted\` in the environment file.`,
        ]
      : []),
    ...(fails("identity") && part !== undefined
      ? [
          `What it may assume stands in \`consumers.${consumer}.${CALLER_KEYS[part]}\` in the environment file.`,
        ]
      : []),
  ];
}
