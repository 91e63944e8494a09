import { FINALITY_RULE } from '@scrip/model';
import { Info, type Context } from 'fabric-contract-api';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { buildInfo } from './build-info.js';

/** What the chaincode says of itself. */
@Info({ title: 'system', description: 'Name, version and digest of the running chaincode' })
export class BuildContract extends ScripContract {
  constructor() {
    super('system');
  }

  async buildInfo(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'system:buildInfo', args, () => Promise.resolve(buildInfo));
  }

  /** By which rule transfers become final here. */
  async finality(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'system:finality', args, () => Promise.resolve(FINALITY_RULE));
  }
}
