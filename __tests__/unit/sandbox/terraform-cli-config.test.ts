import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  findProviderMirror,
  hasOwnCliConfig,
  type MirrorSearch,
  writeCliConfig,
} from "../../../sandbox/terraform-cli-config";
import { temporaryFolder } from "../support/temporary-folder";

const root = temporaryFolder();
let run = 0;

/** A machine of its own for each test. */
function machine(environment: NodeJS.ProcessEnv = {}): MirrorSearch & { folder: string } {
  run += 1;
  const folder = join(root, String(run));
  mkdirSync(join(folder, "home"), { recursive: true });
  mkdirSync(join(folder, "opt"), { recursive: true });
  return {
    folder,
    environment: { XDG_DATA_DIRS: join(folder, "share"), ...environment },
    homeFolder: join(folder, "home"),
    addOnFolders: [join(folder, "opt")],
    platform: "linux_amd64",
  };
}

function mirrorAt(folder: string, version = "5.100.0", platform = "linux_amd64"): string {
  mkdirSync(join(folder, "registry.terraform.io", "hashicorp", "aws", version, platform), {
    recursive: true,
  });
  return folder;
}

describe("findProviderMirror", () => {
  test("finds none on a machine without a mirror", () => {
    // Prepare
    const search = machine();
    // Act
    const mirror = findProviderMirror(search, "5.100.0");
    // Assess
    expect(mirror).toBeUndefined();
  });

  test.each([
    ["Terraform's own plugin folder", ["home", ".terraform.d", "plugins"]],
    ["the user's data folder", ["home", ".local", "share", "terraform", "plugins"]],
    ["the system's data folder", ["share", "terraform", "plugins"]],
    ["one level below add-on software", ["opt", "plugins"]],
    ["two levels below add-on software", ["opt", "terraform", "mirror"]],
  ])("finds it in %s", (_, segments) => {
    // Prepare
    const search = machine();
    const expected = mirrorAt(join(search.folder, ...segments));
    // Act
    const mirror = findProviderMirror(search, "5.100.0");
    // Assess
    expect(mirror).toBe(expected);
  });

  test("does not look three levels below add-on software", () => {
    // Prepare
    const search = machine();
    mirrorAt(join(search.folder, "opt", "a", "b", "c"));
    // Act
    const mirror = findProviderMirror(search, "5.100.0");
    // Assess
    expect(mirror).toBeUndefined();
  });

  test("prefers Terraform's own folder, then TF_PLUGIN_CACHE_DIR, then add-on software", () => {
    // Prepare
    const search = machine();
    const cache = mirrorAt(join(search.folder, "cache"));
    mirrorAt(join(search.folder, "opt", "plugins"));
    const withCache = { ...search, environment: { ...search.environment, TF_PLUGIN_CACHE_DIR: cache } };
    // Act
    const beforeImplied = findProviderMirror(withCache, "5.100.0");
    const implied = mirrorAt(join(search.folder, "home", ".terraform.d", "plugins"));
    const afterImplied = findProviderMirror(withCache, "5.100.0");
    // Assess
    expect(beforeImplied).toBe(cache);
    expect(afterImplied).toBe(implied);
  });

  test.each([
    ["another version", "5.99.0", "linux_amd64"],
    ["another platform", "5.100.0", "darwin_arm64"],
  ])("passes over a mirror of %s", (_, version, platform) => {
    // Prepare
    const search = machine();
    mirrorAt(join(search.folder, "opt", "plugins"), version, platform);
    // Act
    const mirror = findProviderMirror(search, "5.100.0");
    // Assess
    expect(mirror).toBeUndefined();
  });
});

describe("hasOwnCliConfig", () => {
  test("is false where the user has none", () => {
    expect(hasOwnCliConfig(machine())).toBe(false);
  });

  test("is true with a .terraformrc at home", () => {
    // Prepare
    const search = machine();
    writeFileSync(join(search.homeFolder, ".terraformrc"), "");
    // Act
    const own = hasOwnCliConfig(search);
    // Assess
    expect(own).toBe(true);
  });

  test("is true with a variable that names a file, false if the file is missing", () => {
    // Prepare
    const search = machine();
    const file = join(search.folder, "terraform.rc");
    const named = { ...search, environment: { TF_CLI_CONFIG_FILE: file } };
    // Act
    const whileMissing = hasOwnCliConfig(named);
    writeFileSync(file, "");
    const whenThere = hasOwnCliConfig(named);
    // Assess
    expect(whileMissing).toBe(false);
    expect(whenThere).toBe(true);
  });
});

test("writeCliConfig installs the AWS provider from the mirror and the rest directly", () => {
  // Prepare
  const file = join(root, "written", "terraform.rc");
  // Act
  writeCliConfig(file, "/srv/mirror");
  // Assess
  expect(readFileSync(file, "utf8")).toBe(`provider_installation {
  filesystem_mirror {
    path    = "/srv/mirror"
    include = ["registry.terraform.io/hashicorp/aws","registry.opentofu.org/hashicorp/aws"]
  }
  direct {
    exclude = ["registry.terraform.io/hashicorp/aws","registry.opentofu.org/hashicorp/aws"]
  }
}
`);
});
