import { commandId } from '@scrip/model';
import { Info, type Context } from 'fabric-contract-api';
import { readApproval } from '../records/approval-records.js';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { submit } from '../transaction/submit.js';
import { approveAct, rejectAct } from './decide.js';

/** Maker and checker: sensitive acts are proposed by one operator of an organisation and approved by another. */
@Info({ title: 'approval', description: 'Sensitive acts that wait for a second operator' })
export class ApprovalContract extends ScripContract {
  constructor() {
    super('approval');
  }

  async approve(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'approval:approve', args, approveAct);
  }

  async reject(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'approval:reject', args, rejectAct);
  }

  /** A sensitive act of the caller's organisation. */
  async get(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'approval:get', args, ({ state, callerMspId }, id) =>
      readApproval(state, callerMspId, commandId(id, '/approvalId')),
    );
  }
}
