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
