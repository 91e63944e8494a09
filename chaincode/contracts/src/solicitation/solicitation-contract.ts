import { Info, type Context } from 'fabric-contract-api';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { submit } from '../transaction/submit.js';
import { castHolderVote, setAside } from './cast-holder-vote.js';
import { concludeSolicitation, withdrawSolicitation } from './conclude.js';
import { accountIn, solicitationOf, solicitationsOf } from './solicitation-queries.js';

/** Holders are asked about amendments of what they hold. */
@Info({ title: 'solicitation', description: 'Consent of holders to amendments' })
export class SolicitationContract extends ScripContract {
  constructor() {
    super('solicitation');
  }

  async vote(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'solicitation:vote', args, castHolderVote);
  }

  async setAside(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'solicitation:setAside', args, setAside);
  }

  async conclude(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'solicitation:conclude', args, concludeSolicitation);
  }

  async withdraw(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'solicitation:withdraw', args, withdrawSolicitation);
  }

  async get(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'solicitation:get', args, solicitationOf);
  }

  async list(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'solicitation:list', args, solicitationsOf);
  }

  async account(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'solicitation:account', args, accountIn);
  }
}
