import { delimiter, dirname } from "node:path";

/** Variables that programs need to run. Package managers and Terraform also need certificates. */
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

/** The variables that programs need, without credentials. This process's Node.js comes first on the PATH. */
export function clean(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(
    KEPT.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])),
  );
  return { ...kept, PATH: [dirname(process.execPath), environment.PATH].join(delimiter) };
}
