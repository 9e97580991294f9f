/** The tag that says that this project made a state bucket, or took it over. */
export const STATE_BUCKET_TAG = { key: "ManagedBy", value: "cross-account-streams/backend" } as const;
