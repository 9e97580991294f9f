import { gunzipSync } from "node:zlib";
import { uploadSarif } from "../../../pipeline/sarif";
import { servingGitHub } from "./support/serving";

const serving = servingGitHub();
const place = { commit: "0123456789012345678901234567890123456789", ref: "refs/pull/7/merge" };

test("findings are handed over packed, for the commit that was planned", async () => {
  // Prepare
  const { server, github } = serving;
  const text = JSON.stringify({ version: "2.1.0", runs: [] });

  // Act
  const id = await uploadSarif(github, { text, ...place });

  // Assess
  expect(id).toBe("upload-1");
  expect(server.received).toMatchObject([
    { path: "/code-scanning/sarifs", body: { commit_sha: place.commit, ref: place.ref } },
  ]);
  const packed = Buffer.from(String(server.received[0]?.body.sarif), "base64");
  expect(gunzipSync(packed).toString()).toBe(text);
});

test.each([
  ["no JSON", "findings: none"],
  ["another version", '{"version":"1.0.0","runs":[]}'],
  ["no runs", '{"version":"2.1.0"}'],
])("%s is refused before GitHub takes it", async (_what, text) => {
  // Prepare
  const { server, github } = serving;

  // Act
  const upload = uploadSarif(github, { text, ...place });

  // Assess
  await expect(upload).rejects.toThrow("The file is no SARIF 2.1.0.");
  expect(server.received).toEqual([]);
});
