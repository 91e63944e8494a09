import { Info, type Context } from 'fabric-contract-api';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { submit } from '../transaction/submit.js';
import { resignMandate, revokeMandate, withdrawMandate } from './end-mandate.js';
import { appointAgents, grantMandate } from './give-mandate.js';
import { mandatesOfParty, mayActFor } from './mandate-queries.js';
import { appointOfficer, dismissOfficer } from './officers.js';

/** Who acts for whom: powers of attorney, appointments by law or court, and the officers of entities. */
@Info({ title: 'mandate', description: 'Mandates as executable rules, and offices' })
export class MandateContract extends ScripContract {
  constructor() {
    super('mandate');
  }

  async grant(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'mandate:grant', args, grantMandate);
  }

  async revoke(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'mandate:revoke', args, revokeMandate);
  }

  async resign(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'mandate:resign', args, resignMandate);
  }

  async appoint(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'mandate:appoint', args, appointAgents);
  }

  async withdraw(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'mandate:withdraw', args, withdrawMandate);
  }

  async appointOfficer(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'mandate:appointOfficer', args, appointOfficer);
  }

  async dismissOfficer(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'mandate:dismissOfficer', args, dismissOfficer);
  }

  async ofParty(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'mandate:ofParty', args, mandatesOfParty);
  }

  async mayAct(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'mandate:mayAct', args, mayActFor);
  }
}
