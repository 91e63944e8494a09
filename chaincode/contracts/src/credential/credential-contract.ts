import { Info, type Context } from 'fabric-contract-api';
import { readCredentialIssuers } from '../records/credential-records.js';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { submit } from '../transaction/submit.js';
import { adoptIssuer, endIssuer } from './adopt-issuer.js';

/** Whose credentials from elsewhere are taken here. */
@Info({ title: 'credential', description: 'Issuers of credentials elsewhere, by adopted keys' })
export class CredentialContract extends ScripContract {
  constructor() {
    super('credential');
  }

  async adoptIssuer(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'credential:adoptIssuer', args, adoptIssuer);
  }

  async endIssuer(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'credential:endIssuer', args, endIssuer);
  }

  async issuers(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'credential:issuers', args, async ({ state }) => ({
      issuers: await readCredentialIssuers(state),
    }));
  }
}
