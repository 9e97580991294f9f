import { join } from "node:path";
import { Command } from "commander";
import { PROJECT_ROOT } from "../config/paths";
import { UserError } from "../errors/user-error";
import { reasonToUse } from "./licences/allowed";
import { npmPackages } from "./licences/npm-packages";
import { licenceProblems } from "./licences/problems";
import { pythonPackages } from "./licences/python-packages";
import { runCommand } from "./support/run-command";

const EMULATOR = join(PROJECT_ROOT, "sandbox/emulator");

const program = new Command("licences")
  .description(
    "Lists the licences of all packages that are installed. Exit code 1 if one is neither permissive nor a known exception.",
  )
  .option("--check", "print only what is wrong, and a count")
  .option("--root <folder>", "folder with package-lock.json and node_modules", PROJECT_ROOT)
  .showHelpAfterError()
  .action(({ check, root }: { check?: boolean; root: string }) =>
    runCommand(async () => {
      const packages = [
        ...npmPackages(root),
        ...pythonPackages(join(EMULATOR, "requirements.txt"), join(EMULATOR, "licences.json")),
      ];
      for (const { name, version, licence, ...rest } of check ? [] : packages)
        console.log(
          `${name} ${version}: ${licence} (${reasonToUse({ name, version, licence, ...rest }) ?? "refused"})`,
        );
      const problems = licenceProblems(packages);
      if (problems.length > 0) throw new UserError(problems, "Licences that may not be used:");
      console.log(`${packages.length} packages, all under licences that may be used.`);
    }),
  );

void program.parseAsync();
