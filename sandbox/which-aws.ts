import type { SandboxState } from "./state-folder";

/** A line that says that a command talks to the sandbox. */
export function sandboxLine({ emulatorUrl }: Pick<SandboxState, "emulatorUrl">): string {
  return `AWS: the sandbox at ${emulatorUrl}`;
}

/**
 * A line that says which AWS a command talks to with the user's own settings, and as whom.
 * @param variables the environment variables that the AWS SDK reads
 * @param region the region of the calls
 */
export function ownAwsLine(variables: NodeJS.ProcessEnv, region: string): string {
  const { AWS_ENDPOINT_URL: endpoint } = variables;
  const where = endpoint ? `${endpoint} (AWS_ENDPOINT_URL)` : "the real one";
  return `AWS: ${where}, ${credentialsOf(variables)}, region ${region}`;
}

/** In the order in which the AWS SDK looks for them: a profile that is named goes before the access key. */
function credentialsOf({ AWS_PROFILE: profile, AWS_ACCESS_KEY_ID: accessKey }: NodeJS.ProcessEnv): string {
  if (profile) return `profile ${profile}`;
  return accessKey ? "credentials of AWS_ACCESS_KEY_ID" : "default credentials";
}
