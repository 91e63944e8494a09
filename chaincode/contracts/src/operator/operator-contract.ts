import { mspId } from '@scrip/model';
import { Info, type Context } from 'fabric-contract-api';
import { readOperators } from '../records/operator-records.js';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { submit } from '../transaction/submit.js';
import { appointOperators, bootstrapOperators, dismissOperator } from './appoint.js';

/** The persons who act for the organisations, by ids and roles; their names stay at home. */
@Info({ title: 'operator', description: 'Operators of the organisations, by id and role' })
export class OperatorContract extends ScripContract {
  constructor() {
    super('operator');
  }

  async bootstrap(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'operator:bootstrap', args, bootstrapOperators);
  }

  async appoint(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'operator:appoint', args, appointOperators);
  }

  async dismiss(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'operator:dismiss', args, dismissOperator);
  }

  /** Operators of a participant, those included whose appointment has ended. */
  async list(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'operator:list', args, async (work, id) => {
      const { mspId: organisation } = (await work.participants()).require(mspId(id, '/mspId'));
      return { operators: await readOperators(work.state, organisation) };
    });
  }
}
