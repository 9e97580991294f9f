import { domainToASCII } from "node:url";

const HTTPS_PORT = "443";

/**
 * A host name in the form in which Terraform compares host names: in lower case, international names encoded, without
 * the standard port.
 */
export function comparableHost(hostname: string): string {
  const [name = "", port] = hostname.split(":");
  const ascii = domainToASCII(name) || name.toLowerCase();
  return port === undefined || port === HTTPS_PORT ? ascii : `${ascii}:${port}`;
}

/** Name of the variable from which Terraform takes the token for a host. */
export function tokenVariable(hostname: string): string {
  return `TF_TOKEN_${comparableHost(hostname).replaceAll("-", "__").replaceAll(".", "_")}`;
}

/**
 * How to give Terraform, and this command, a token for a host: sentences. Shells know no variable with a colon in its
 * name, and some drop it on the way to the programs that they start, so a host with a port needs a file.
 */
export function tokenRemedy(hostname: string): string {
  const variable = tokenVariable(hostname);
  const otherwise = variable.includes(":")
    ? `write \`credentials "${hostname}" { token = "..." }\` into Terraform's CLI configuration`
    : `set the variable ${variable}`;
  return `Run \`terraform login ${hostname}\`, or ${otherwise}.`;
}
