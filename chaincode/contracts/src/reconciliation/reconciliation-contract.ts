import { parseIsin, sha256Text } from '@scrip/model';
import { Info, type Context } from 'fabric-contract-api';
import { readReconciliation } from '../records/reconciliation-records.js';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { submit } from '../transaction/submit.js';
import { holdingsFrom } from './holdings.js';
import { reportReconciliation } from './report.js';

/** What organisations find when they compare a register with its derivations and with books outside. */
@Info({
  title: 'reconciliation',
  description: 'Reports of reconciliations of registers, and the breaks that they open',
})
export class ReconciliationContract extends ScripContract {
  constructor() {
    super('reconciliation');
  }

  async report(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'reconciliation:report', args, reportReconciliation);
  }

  async get(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'reconciliation:get', args, ({ state }, isin = '', reportId) =>
      readReconciliation(state, parseIsin(isin), sha256Text(reportId, '/reportId')),
    );
  }

  async holdings(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'reconciliation:holdings', args, (work, isin = '', after = '') =>
      holdingsFrom(work, isin, after),
    );
  }
}
