import { Info, type Context } from 'fabric-contract-api';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { submit } from '../transaction/submit.js';
import { evidenceBehind, evidenceDue } from './evidence-state.js';
import { showEvidence, takeBackEvidence } from './publish-evidence.js';

/** Evidence of what stands behind securities. */
@Info({ title: 'evidence', description: 'Evidence of what stands behind securities' })
export class EvidenceContract extends ScripContract {
  constructor() {
    super('evidence');
  }

  async publish(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'evidence:publish', args, showEvidence);
  }

  async revoke(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'evidence:revoke', args, takeBackEvidence);
  }

  async due(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'evidence:due', args, evidenceDue);
  }

  async behind(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'evidence:behind', args, evidenceBehind);
  }
}
