/** Names of the sessions in which Lambda acts for functions: `awslambda_<n>_<time>`, as AWS forms them. */
export class SessionNames {
  /** AWS counts its sessions too. */
  private count = 0;
  private readonly names = new Map<string, string>();

  /** The role's session; the same for as long as the service runs. */
  of(roleArn: string): string {
    const known = this.names.get(roleArn);
    if (known) return known;
    const stamp = new Date().toISOString().replaceAll(/\D/g, "");
    const name = `awslambda_${this.count}_${stamp}`;
    this.count += 1;
    this.names.set(roleArn, name);
    return name;
  }
}
