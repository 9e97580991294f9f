import { createServer } from "node:net";
import { SandboxError } from "./sandbox-error";

/**
 * Finds a free port of 127.0.0.1.
 * @param wanted the port to use; 0 for any free one
 * @throws SandboxError if the wanted port is in use
 */
export async function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", (error: NodeJS.ErrnoException) => {
      reject(
        new SandboxError(
          `Port ${wanted} of 127.0.0.1 cannot be used: ${reason(error)}.`,
          "Choose another port, or leave the option out to use a free one.",
        ),
      );
    });
    server.listen(wanted, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : wanted;
      server.close(() => resolve(port));
    });
  });
}

function reason(error: NodeJS.ErrnoException): string {
  if (error.code === "EADDRINUSE") return "it is in use";
  if (error.code === "EACCES") return "permission denied";
  return error.message;
}
