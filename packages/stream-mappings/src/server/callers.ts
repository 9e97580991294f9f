import { GetAccessKeyInfoCommand } from "@aws-sdk/client-sts";
import type { AwsClients } from "../aws/clients";
import type { Scope } from "../aws/identity";

/** Any account may ask STS whose key this is. */
const ASKING_ACCOUNT = "000000000000";
const CREDENTIAL = /Credential=([^/,\s]+)\/\d{8}\/([a-z0-9-]+)\/lambda\/aws4_request/;

/** Finds the account that a signed call acts for. */
export class Callers {
  private readonly accounts = new Map<string, string>();

  constructor(private readonly clients: AwsClients) {}

  /**
   * The account and region of a call. The signature is not looked at here: the emulator has checked it.
   * @param authorization the call's Authorization header
   * @returns undefined when the header names no access key, or STS does not know it
   */
  async scope(authorization: string | undefined): Promise<Scope | undefined> {
    const [, accessKey, region] = CREDENTIAL.exec(authorization ?? "") ?? [];
    if (!accessKey || !region) return undefined;
    const account = await this.account(accessKey, region);
    return account ? { account, region } : undefined;
  }

  private async account(accessKey: string, region: string): Promise<string | undefined> {
    if (/^\d{12}$/.test(accessKey)) return accessKey;
    const known = this.accounts.get(accessKey);
    if (known) return known;
    const sts = this.clients.sts({ account: ASKING_ACCOUNT, region });
    const { Account } = await sts.send(new GetAccessKeyInfoCommand({ AccessKeyId: accessKey }));
    if (Account) this.accounts.set(accessKey, Account);
    return Account;
  }
}
