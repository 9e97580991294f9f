import { cloudChanges } from "../../../../backends/cloud/changes";
import type { FoundOrganization, FoundWorkspace } from "../../../../backends/cloud/found";
import type { CloudSettings, WantedWorkspace } from "../../../../backends/cloud/wanted";

const BACKEND: CloudSettings = {
  type: "cloud",
  hostname: "tfe.example.com",
  organization: "example-org",
  workspacePrefix: "",
  workspaceTags: [],
  shareStateWith: "consumers",
};
const WANTED: readonly WantedWorkspace[] = [
  { name: "source", readBy: ["consumer"] },
  { name: "consumer", readBy: [] },
];
const SOURCE: FoundWorkspace = {
  id: "ws-1",
  executionMode: "remote",
  terraformVersion: "1.11.4",
  tags: ["other"],
  sharesWithOrganization: false,
  projectId: "prj-1",
  consumers: ["ws-2"],
};
const CONSUMER: FoundWorkspace = { ...SOURCE, id: "ws-2", consumers: [] };

function found(
  source: Partial<FoundWorkspace> = {},
  more: Partial<FoundOrganization> = {},
): FoundOrganization {
  const workspaces = new Map([
    ["source", { ...SOURCE, ...source }],
    ["consumer", CONSUMER],
  ]);
  return { workspaces, ...more };
}

test("an empty organization gets everything, what others need first", () => {
  // Prepare
  const backend: CloudSettings = {
    ...BACKEND,
    project: "streams",
    executionMode: "remote",
    terraformVersion: "1.11.4",
    workspaceTags: ["streams"],
  };
  const attributes = {
    "execution-mode": "remote",
    "terraform-version": "1.11.4",
    "global-remote-state": false,
  };

  // Act
  const changes = cloudChanges(backend, WANTED, { workspaces: new Map() });

  // Assess
  expect(changes).toEqual([
    { kind: "create-project", name: "streams" },
    { kind: "create-workspace", workspace: "source", attributes, project: "streams" },
    { kind: "create-workspace", workspace: "consumer", attributes, project: "streams" },
    { kind: "add-tags", workspace: "source", tags: ["streams"] },
    { kind: "add-tags", workspace: "consumer", tags: ["streams"] },
    { kind: "share-state", workspace: "source", readers: ["consumer"] },
  ]);
});

test("what the file does not say is left as it is, and local in a new workspace", () => {
  // Act
  const existing = cloudChanges(BACKEND, WANTED, found());
  const created = cloudChanges(BACKEND, [{ name: "further", readBy: [] }], found());

  // Assess
  expect(existing).toEqual([]);
  expect(created).toEqual([
    {
      kind: "create-workspace",
      workspace: "further",
      attributes: { "execution-mode": "local", "global-remote-state": false },
    },
  ]);
});

test("only what differs is sent", () => {
  // Prepare
  const backend: CloudSettings = { ...BACKEND, executionMode: "local", workspaceTags: ["other", "streams"] };
  const update = (workspace: string, executionMode: object) => ({
    kind: "update-workspace",
    workspace,
    attributes: executionMode,
  });

  // Act
  const changes = cloudChanges(backend, WANTED, found({ executionMode: "local", consumers: ["ws-9"] }));

  // Assess
  expect(changes).toEqual([
    update("consumer", { "execution-mode": "local" }),
    { kind: "add-tags", workspace: "source", tags: ["streams"] },
    { kind: "add-tags", workspace: "consumer", tags: ["streams"] },
    { kind: "share-state", workspace: "source", readers: ["consumer"] },
  ]);
});

test.each([
  ["another project", { projectId: "prj-2" }, [{ project: "streams", attributes: {} }]],
  ["the project already", { projectId: "prj-1" }, []],
])("workspaces of %s", (_, project, expected) => {
  // Act
  const changes = cloudChanges(
    { ...BACKEND, project: "streams" },
    [WANTED[1] as WantedWorkspace],
    found({}, project),
  );

  // Assess
  expect(changes).toEqual(
    expected.map((change) => ({ kind: "update-workspace", workspace: "consumer", ...change })),
  );
});

test("a workspace that shares its state with everyone is left so", () => {
  // Act
  const changes = cloudChanges(BACKEND, WANTED, found({ sharesWithOrganization: true, consumers: [] }));

  // Assess
  expect(changes).toEqual([]);
});

test("shared with the organization, if the file says so, and only what is read", () => {
  // Act
  const changes = cloudChanges({ ...BACKEND, shareStateWith: "organization" }, WANTED, found());

  // Assess
  expect(changes).toEqual([
    { kind: "update-workspace", workspace: "source", attributes: { "global-remote-state": true } },
  ]);
});

test.each(["local", "remote"] as const)(
  "a server that is known not to share with single workspaces, and %s runs",
  (executionMode) => {
    // Prepare
    const existing: FoundWorkspace = { ...CONSUMER, executionMode };
    const { consumers: _, ...source } = { ...SOURCE, executionMode };
    const workspaces = new Map([
      ["source", source],
      ["consumer", existing],
    ]);

    // Act
    const act = () => cloudChanges(BACKEND, WANTED, { workspaces });

    // Assess
    if (executionMode === "local") expect(act()).toEqual([]);
    else expect(act).toThrow("tfe.example.com cannot share the state of source with single workspaces");
  },
);
