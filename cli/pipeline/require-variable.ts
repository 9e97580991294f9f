import { UserError } from "../../errors/user-error";

/** The value of an environment variable. @throws UserError if it is not set */
export function requireVariable(name: string): string {
  const value = process.env[name];
  if (value) return value;
  const cause = `The variable ${name} is not set`;
  throw new UserError([{ cause, remedy: "GitHub Actions sets it; elsewhere, set it yourself" }]);
}
