import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A certificate for localhost that nobody knows, in a folder. */
export interface Certificate {
  readonly file: string;
  readonly cert: string;
  readonly key: string;
}

/** Makes a certificate with OpenSSL: Terraform Cloud's API is reached by TLS only. */
export function makeCertificate(folder: string): Certificate {
  const [file, keyFile] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const names = "subjectAltName=DNS:localhost";
  const curve = "ec_paramgen_curve:prime256v1";
  execFileSync(
    "openssl",
    [
      "req",
      "-x509",
      "-nodes",
      "-days",
      "1",
      "-newkey",
      "ec",
      "-pkeyopt",
      curve,
      "-subj",
      "/CN=localhost",
    ].concat(["-addext", names, "-keyout", keyFile, "-out", file]),
    { stdio: "ignore" },
  );
  return { file, cert: readFileSync(file, "utf8"), key: readFileSync(keyFile, "utf8") };
}
