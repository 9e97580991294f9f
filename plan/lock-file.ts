/** Name of Terraform's lock file in the folder of a stack. */
export const LOCK_FILE = ".terraform.lock.hcl";
