import { createServer } from "node:net";
import { freePort } from "../../../sandbox/free-port";

describe("freePort", () => {
  test("gives a port that can be listened on", async () => {
    // Act
    const port = await freePort();
    // Assess
    await expect(freePort(port)).resolves.toBe(port);
  });

  test("refuses a port in use, and says so", async () => {
    // Prepare
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
    });
    // Act
    const act = freePort(port);
    // Assess
    await expect(act).rejects.toThrow(
      `Port ${port} of 127.0.0.1 cannot be used: it is in use.\nChoose another port`,
    );
    await new Promise((resolve) => server.close(resolve));
  });
});
