import { fromEnv } from "@aws-sdk/credential-provider-env";

/**
 * Replaces the SDK's own `defaultProvider` in bundles: Lambda passes a function's credentials in environment variables.
 * The SDK's provider also searches files, processes, single sign-on and instance metadata, and makes up a third of a
 * client.
 */
export const defaultProvider = (): ReturnType<typeof fromEnv> => fromEnv();
