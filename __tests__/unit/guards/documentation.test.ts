import { guardsMarkdown } from "../../../guards/documentation";

test("every rule is explained with its remedy, and its exception if there is one", () => {
  // Prepare
  const heading = "## table-protection\n\n";

  // Act
  const [section] = (guardsMarkdown().split(heading)[1] ?? "").split("\n## ");

  // Assess
  expect(section).toBe(
    "Every table has deletion protection and point-in-time recovery, unless a reason is given. Without them, a wrong plan or a wrong write loses data for good.\n\n" +
      "**Remedy:** Turn it on, or give the reason as `unprotectedBecause` of the table.\n\n" +
      "**Exception:** `unprotectedTables` or `sandbox`; this project's app takes it from `unprotectedBecause` of a source or a table, or `sandbox: true`, in the environment file.\n",
  );
});
