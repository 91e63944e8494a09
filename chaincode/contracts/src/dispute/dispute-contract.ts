import { parseIsin } from '@scrip/model';
import { Info, type Context } from 'fabric-contract-api';
import { readDispute, readDisputes } from '../records/dispute-records.js';
import { readSecurityOnRecord } from '../records/security-records.js';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { submit } from '../transaction/submit.js';
import { agreeToDecision, decide, takeBack } from './decide-dispute.js';
import { raiseDispute } from './raise-dispute.js';

/** Disputes over transfers that are final. */
@Info({ title: 'dispute', description: 'Disputes over transfers that are final' })
export class DisputeContract extends ScripContract {
  constructor() {
    super('dispute');
  }

  async raise(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'dispute:raise', args, raiseDispute);
  }

  async agree(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'dispute:agree', args, agreeToDecision);
  }

  async decide(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'dispute:decide', args, decide);
  }

  async withdraw(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'dispute:withdraw', args, takeBack);
  }

  async get(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'dispute:get', args, ({ state }, isin, id) => readDispute(state, parseIsin(isin), id));
  }

  async list(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'dispute:list', args, async ({ state }, text) => {
      const { isin } = await readSecurityOnRecord(state, parseIsin(text));
      return { isin, disputes: await readDisputes(state, isin) };
    });
  }
}
