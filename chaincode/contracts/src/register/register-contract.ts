import { Info, type Context } from 'fabric-contract-api';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { submit } from '../transaction/submit.js';
import { issueUnits } from './issue.js';
import { historyOf, holdersOf, holdingOf } from './register-queries.js';

/** The holder registers: lots and what is derived from them. */
@Info({ title: 'register', description: 'Holder registers made of lots' })
export class RegisterContract extends ScripContract {
  constructor() {
    super('register');
  }

  async issue(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'register:issue', args, issueUnits);
  }

  async holders(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'register:holders', args, holdersOf);
  }

  async holding(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'register:holding', args, holdingOf);
  }

  async history(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'register:history', args, historyOf);
  }
}
