import { Info, type Context } from 'fabric-contract-api';
import { readTrusts } from '../records/trust-records.js';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { submit } from '../transaction/submit.js';
import { adoptClaimTrust, endClaimTrust } from './adopt-trust.js';
import { scopeOf } from './scope.js';

/** Whose claims count, for which type, on the network or at a security. */
@Info({ title: 'trust', description: 'Trusted claim issuers and what their claims decide' })
export class TrustContract extends ScripContract {
  constructor() {
    super('trust');
  }

  async adopt(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'trust:adopt', args, adoptClaimTrust);
  }

  async end(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'trust:end', args, endClaimTrust);
  }

  async list(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'trust:list', args, async (work, scopeText) => {
      const { isin } = await scopeOf(work, scopeText);
      return { trusts: await readTrusts(work.state, isin) };
    });
  }
}
