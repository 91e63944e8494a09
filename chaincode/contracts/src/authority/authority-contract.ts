import { Info, type Context } from 'fabric-contract-api';
import { findLawfulOverride, readCharter, readParticipants } from '../records/authority-records.js';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { submit } from '../transaction/submit.js';
import { acceptFounding } from './accept-founding.js';
import { bootstrap } from './bootstrap.js';
import { declareNodes, resign, setStanding } from './membership.js';

/** Who may do what on the channel, as records of the ledger. */
@Info({ title: 'authority', description: 'Participants, their roles and the lawful override' })
export class AuthorityContract extends ScripContract {
  constructor() {
    super('authority');
  }

  async acceptFounding(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'authority:acceptFounding', args, acceptFounding);
  }

  async bootstrap(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'authority:bootstrap', args, bootstrap);
  }

  async changeStanding(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'authority:changeStanding', args, setStanding);
  }

  async resign(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'authority:resign', args, resign);
  }

  async declareNodes(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'authority:declareNodes', args, declareNodes);
  }

  async participants(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'authority:participants', args, async ({ state }) => {
      const lawfulOverride = await findLawfulOverride(state);
      const { all: participants } = await readParticipants(state);
      if (lawfulOverride === undefined) return { participants };
      return { ...(await readCharter(state)), participants, lawfulOverride };
    });
  }
}
