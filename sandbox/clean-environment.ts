import { delimiter, dirname } from "node:path";

/** What any program needs to run at all; proxies and certificates are for package managers and Terraform. */
const KEPT = [
  "HOME",
  "LANG",
  "LC_ALL",
  "TZ",
  "USER",
  "LOGNAME",
  "SHELL",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "NODE_EXTRA_CA_CERTS",
];

/** The few variables of `environment` that carry no credentials, with this process's Node.js first on the PATH. */
export function clean(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(
    KEPT.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])),
  );
  return { ...kept, PATH: [dirname(process.execPath), environment.PATH].join(delimiter) };
}
