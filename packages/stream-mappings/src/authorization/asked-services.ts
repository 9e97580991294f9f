/** Services whose actions the service asks the policy simulator about: the built program knows no others. */
export const ASKED_SERVICES = ["dynamodb", "kms", "s3", "sns", "sqs"] as const;

/** An action of one of them, e.g. `dynamodb:GetRecords`. */
export type AskedAction = `${(typeof ASKED_SERVICES)[number]}:${string}`;
