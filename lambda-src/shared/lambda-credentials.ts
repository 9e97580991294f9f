import { fromEnv } from "@aws-sdk/credential-provider-env";

/**
 * Takes the place of the SDK's own `defaultProvider` in bundles: Lambda gives a function its credentials in
 * environment variables. The SDK's looks into files, processes, single sign-on and instance metadata as well,
 * and is a third of a client.
 */
export const defaultProvider = (): ReturnType<typeof fromEnv> => fromEnv();
